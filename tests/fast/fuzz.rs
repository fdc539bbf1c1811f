//! A short, deterministic run of the fuzz targets over their corpus and mutations of it.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// Texts to insert, in addition to parts of other seeds.
const PIECES: [&str; 22] = [
    "'", "\"", "`", "\\", "${", "}", "{", "[", "]", "(", ")", "<", "/>", "//", "/*", "*/", "\r\n",
    "\u{2028}", "\0", "--", "$$", "é",
];

/// The number of mutations of each seed.
const MUTATIONS: usize = 400;

fn run(name: &str, target: fn(&[u8])) {
    let folder = format!("{}/fuzz/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect(&folder).map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect();
    assert!(seeds.len() >= 5, "{name} has too small a corpus");
    let mut random = Random(0x5eed);
    for seed in &seeds {
        target(seed);
        for _ in 0..MUTATIONS {
            let mut data = seed.clone();
            for _ in 0..=random.below(4) {
                let at = random.below(data.len() + 1);
                let until = (at + random.below(12)).min(data.len());
                let piece = match random.below(3) {
                    0 => PIECES[random.below(PIECES.len())].as_bytes(),
                    1 => {
                        let other = &seeds[random.below(seeds.len())];
                        let from = random.below(other.len() + 1);
                        &other[from..(from + random.below(30)).min(other.len())]
                    }
                    _ => &[],
                };
                data.splice(at..until, piece.iter().copied());
            }
            target(&data);
        }
    }
}

/// A linear congruential generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

#[test]
fn answers() {
    run("answers", targets::answers);
}

#[test]
fn values() {
    run("values", targets::values);
}

#[test]
fn encoders() {
    run("encoders", targets::encoders);
}

#[test]
fn queries() {
    run("queries", targets::queries);
}

#[test]
fn editors() {
    run("editors", targets::editors);
}
