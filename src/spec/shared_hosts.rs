//! Hosts below which anyone can have a site, by the public suffix list.

use public_suffix::{DEFAULT_PROVIDER, ListProvider, Table};

/// Whether anyone can have a site below a host, so that trusting the hosts below it would trust strangers.
///
/// That holds for every name in the list, such as `co.uk` and `github.io`; for every name that a wildcard covers, such as
/// `any.kawasaki.jp`; and for every name that has such names below it, such as `amazonaws.com`, which has
/// `s3.amazonaws.com`. A host with one label, such as `intranet`, is shared only if the list has it.
pub fn is_shared(host: &str) -> bool {
    is_in_list(&DEFAULT_PROVIDER, host)
        || (host.contains('.') && DEFAULT_PROVIDER.public_suffix(host) == host)
}

/// Whether the list has a rule for a name or for one below it. The crate only looks up whole rules, so this walks its table, a
/// tree of labels.
fn is_in_list<T: Table>(_: &ListProvider<T>, host: &str) -> bool {
    let size = |bits: u32| usize::try_from(bits).unwrap_or_default();
    let mut children = 0..T::NUM_TLD;
    let mut is_exception = false;
    for label in host.rsplit('.') {
        let node = children.find_map(|node| {
            let bits = T::NODES[size(node)];
            let (length, rest) = split(bits, T::NODES_BITS_TEXT_LENGTH);
            let (offset, rest) = split(rest, T::NODES_BITS_TEXT_OFFSET);
            (&T::TEXT[size(offset)..size(offset + length)] == label).then_some(rest >> T::NODES_BITS_ICANN)
        });
        let Some(node) = node else { return false };
        let bits = T::CHILDREN[size(split(node, T::NODES_BITS_CHILDREN).0)];
        let (first, rest) = split(bits, T::CHILDREN_BITS_LO);
        let (end, rest) = split(rest, T::CHILDREN_BITS_HI);
        children = first..end;
        is_exception = split(rest, T::CHILDREN_BITS_NODE_TYPE).0 == T::NODE_TYPE_EXCEPTION;
    }
    !is_exception
}

/// Splits the lowest bits off.
fn split(bits: u32, count: u32) -> (u32, u32) {
    (bits & ((1 << count) - 1), bits >> count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_shared_if_strangers_have_names_below_it() {
        for host in [
            "com",
            "co.uk",
            "github.io",
            "azurewebsites.net",
            "cloudfront.net",
            "vercel.app",
            "kawasaki.jp",
            "any.kawasaki.jp",
            "foo.ck",
            "amazonaws.com",
            "s3.amazonaws.com",
            "elasticbeanstalk.com",
            "us-east-1.elasticbeanstalk.com",
            "compute.amazonaws.com",
        ] {
            assert!(is_shared(host), "{host}");
        }
        for host in [
            "carto.com",
            "eu.carto.com",
            "localhost",
            "intranet",
            "example.com",
            "acme.co.uk",
            "acme.github.io",
            "bucket.s3.amazonaws.com",
            "city.kawasaki.jp",
            "www.ck",
            "10.0.0.5",
        ] {
            assert!(!is_shared(host), "{host}");
        }
    }
}
