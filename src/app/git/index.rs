//! The index of a repository: the files that git tracks, in the format of git's `gitformat-index`.

/// The parts of an entry before the hash of its content: times, device, inode, mode, owner, size.
const STAT: usize = 40;

/// The bits of an entry's flags.
const EXTENDED: u16 = 1 << 14;
const NAME_LENGTH: u16 = (1 << 12) - 1;

/// Returns the path of each entry, without those that are not UTF-8. `None` for an unknown format, such as an index that is
/// split over several files.
pub fn paths(index: &[u8]) -> Option<Vec<String>> {
    // The index doesn't say which hash the repository uses, but its parts only fit together with the right one.
    [20, 32].into_iter().find_map(|hash| read(index, hash))
}

fn read(index: &[u8], hash: usize) -> Option<Vec<String>> {
    let body = index.get(..index.len().checked_sub(hash)?)?;
    let mut rest = body.strip_prefix(b"DIRC")?;
    let version = number(&mut rest)?;
    let count = number(&mut rest)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut paths = Vec::new();
    let mut path: Vec<u8> = Vec::new();
    for _ in 0..count {
        let entry = rest;
        rest = rest.get(STAT + hash..)?;
        let flags = u16::from_be_bytes(rest.split_off(..2)?.try_into().ok()?);
        if flags & EXTENDED != 0 {
            rest.split_off(..2)?;
        }
        if version == 4 {
            // The path begins like the previous one.
            let dropped = variable_number(&mut rest)?;
            path.truncate(path.len().checked_sub(dropped)?);
        } else {
            path.clear();
        }
        let length = rest.iter().position(|byte| *byte == 0)?;
        path.extend(rest.split_off(..length)?);
        let stated = usize::from(flags & NAME_LENGTH);
        if stated != path.len().min(usize::from(NAME_LENGTH)) || path.is_empty() {
            return None;
        }
        // A path ends in a zero byte, up to version 3 in one to eight, which align the next entry.
        let padding = if version == 4 { 1 } else { 8 - (entry.len() - rest.len()) % 8 };
        rest.split_off(..padding)?;
        paths.extend(String::from_utf8(path.clone()));
    }
    while !rest.is_empty() {
        let name = rest.split_off(..4)?;
        let length = number(&mut rest)?;
        rest.split_off(..usize::try_from(length).ok()?)?;
        if name == b"link" {
            return None;
        }
    }
    Some(paths)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(rest.split_off(..4)?.try_into().ok()?))
}

/// Reads a number in git's offset encoding: seven bits a byte, and one added for each byte that follows.
fn variable_number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    loop {
        let byte = *rest.split_off_first()?;
        value = value.checked_add(usize::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        value = value.checked_add(1)?.checked_mul(128)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_indexes_have_no_paths() {
        for index in [&b""[..], b"DIRC", &[0; 100], b"DIRC\0\0\0\x02\xff\xff\xff\xff00000000000000000000"] {
            assert_eq!(paths(index), None, "{index:?}");
        }
        let empty = [&b"DIRC\0\0\0\x02\0\0\0\0"[..], &[0; 20]].concat();
        assert_eq!(paths(&empty), Some(Vec::new()));
        let split = [&b"DIRC\0\0\0\x02\0\0\0\0link\0\0\0\x01x"[..], &[0; 20]].concat();
        assert_eq!(paths(&split), None);
    }
}
