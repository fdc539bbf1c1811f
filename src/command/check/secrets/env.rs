//! Secrets of any service in `.env*` files.

use super::names::{Meaning, of_name};
use super::random::is_random;
use crate::app::env_file::assignments;

/// Returns the lines that assign a random value to a variable that is named like a secret, or a URL with a random password.
pub fn scan(text: &[u8]) -> Vec<usize> {
    let text = String::from_utf8_lossy(text);
    let mut lines = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for (name, place) in assignments(&text) {
        line += text[counted..place.start].matches('\n').count();
        counted = place.start;
        let value = text[place].trim_matches(['"', '\'', '`']);
        let is_secret = match value.split_once("://") {
            Some((_, rest)) => password(rest).is_some_and(is_random),
            None => {
                matches!(of_name(name, true), Some(Meaning::Key | Meaning::ClientSecret)) && is_random(value)
            }
        };
        if is_secret {
            lines.push(line);
        }
    }
    lines
}

/// The password of a URL, after its scheme: `me:password@example.com`.
fn password(rest: &str) -> Option<&str> {
    let (user, _) = rest.split_once('@')?;
    user.split_once(':').map(|(_, password)| password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_values_under_the_names_of_secrets_are_secrets() {
        for text in [
            "STRIPE_SECRET_KEY=sk_live_51HxG2jK8sLqP9vRt",
            "export GITHUB_TOKEN='ghp_16C7e42F292c6912E7710c838347Ae178B4a'",
            "DB_PASSWORD=p4ssw0rd12r",
            "SESSION_SECRET=9f86d081884c7d659a2f",
            "HEROKU_API_KEY=6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "SENDGRID_API_KEY=SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf",
            "DATABASE_URL=postgres://acme:p4ssw0rd12r@db.example.org/x",
        ] {
            assert_eq!(scan(format!("A=1\n\n{text}\n").as_bytes()), [3], "{text}");
        }
        for text in [
            "SECRET_KEY=changeme12345",
            "API_KEY=your-a1b2c3d4e5f6-key",
            "TOKEN=",
            "TOKEN=${CI_T0K3N_1A2B3C}",
            "SESSION_KEY=my-app-session-cookie-v2",
            "KEY_FILE=/etc/ssl/a1b2c3d4e5f6.pem",
            "TOKEN_URL=https://a1b2c3d4e5f6.example.org/token",
            "DATABASE_URL=postgres://postgres:postgres@localhost/x",
            "MAPBOX_TOKEN=pk.eyJ1IjoiYWNtZSIsImEiOiJjazEyMyJ9.dozjgNryP4J3jVmNHl0w5N",
            "STRIPE_PUBLISHABLE_KEY=a1b2c3d4e5f6",
            "AWS_ACCESS_KEY_ID=A1B2C3D4E5F6",
            "BUILD=a1b2c3d4e5f6",
            "# TOKEN=a1b2c3d4e5f6",
        ] {
            assert_eq!(scan(text.as_bytes()), [0; 0], "{text}");
        }
    }
}
