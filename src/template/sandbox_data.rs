//! Which data the sandbox has for a dataset that was named, and in which file.

use std::collections::HashSet;

use crate::spec::{DatasetName, is_device};

/// What a table most likely holds, going by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Also where the name says nothing.
    Points,
    /// Roads, rivers and the like.
    Lines,
    /// Parks, districts and the like.
    Polygons,
}

impl Kind {
    /// Where the manifest has the file with data of this kind.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Points => "{points}",
            Self::Lines => "{lines}",
            Self::Polygons => "{polygons}",
        }
    }

    /// The last word that is known decides: `park_roads` are roads.
    fn of(table: &str) -> Self {
        let mut words = table.rsplit('_').map(|word| word.trim_matches(|c: char| c.is_ascii_digit()));
        words.find_map(Self::of_word).unwrap_or(Self::Points)
    }

    fn of_word(word: &str) -> Option<Self> {
        let singular = singular(word);
        let is_among = |known: &[&str]| known.contains(&word) || known.contains(&singular.as_str());
        let polygons = || is_among(&POLYGONS).then_some(Self::Polygons);
        is_among(&LINES).then_some(Self::Lines).or_else(polygons)
    }
}

/// Counties give county, roads give road.
fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

#[rustfmt::skip]
const LINES: [&str; 18] = [
    "cable", "canal", "coastline", "contour", "highway", "line", "path", "pipeline", "rail", "railroad", "railway",
    "river", "road", "route", "street", "track", "trail", "way",
];

#[rustfmt::skip]
const POLYGONS: [&str; 27] = [
    "area", "block", "boundary", "building", "catchment", "census", "country", "county", "district", "field", "forest",
    "lake", "municipality", "neighborhood", "neighbourhood", "parcel", "park", "polygon", "postcode", "province",
    "region", "state", "territory", "tract", "ward", "zipcode", "zone",
];

/// The schema of a table that is named without one.
const PUBLIC: &str = "public";

/// What the example's own data are.
const OF_THE_EXAMPLE: [&str; 2] = ["ne_50m_admin_1_states", "retail_stores"];

/// What `PostGIS` has in that schema.
const OF_POSTGIS: [&str; 3] = ["geography_columns", "geometry_columns", "spatial_ref_sys"];

/// For each dataset the kind of its data and the name of their file, `TABLE` or `SCHEMA.TABLE`; none where the table is
/// there already, or can't be a file's name.
pub fn files(datasets: &[DatasetName], example: bool) -> Vec<Option<(Kind, String)>> {
    let mut there = HashSet::from(OF_POSTGIS.map(|table| (PUBLIC, table)));
    if example {
        there.extend(OF_THE_EXAMPLE.map(|table| (PUBLIC, table)));
    }
    datasets
        .iter()
        .map(|dataset| {
            let table = (dataset.schema().unwrap_or(PUBLIC), dataset.table());
            there.insert(table).then(|| file_of(table)).flatten().map(|file| (Kind::of(table.1), file))
        })
        .collect()
}

/// On Windows, a name up to its first dot may be that of a device, such as `con`.
fn file_of((schema, table): (&str, &str)) -> Option<String> {
    let whole = format!("{schema}.{table}");
    let short = if schema == PUBLIC { table } else { &whole };
    [short, &whole].into_iter().find(|name| !is_device(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the files; a hyphen where there is none.
    fn names(datasets: &[&str], example: bool) -> Vec<String> {
        let datasets: Vec<DatasetName> = datasets.iter().map(|name| name.parse().expect("valid")).collect();
        let name = |file: Option<(Kind, String)>| file.map_or("-".to_owned(), |(_, name)| name);
        files(&datasets, example).into_iter().map(name).collect()
    }

    #[test]
    fn the_words_of_a_name_tell_the_kind() {
        for (kind, tables) in [
            (Kind::Lines, ["roads", "roads_2020", "bus_route", "railways", "park_roads", "a_line_of_x"]),
            (Kind::Polygons, ["2020_census", "counties", "park", "census2020_blocks", "_zone_", "lakes"]),
            (Kind::Points, ["stores", "_x", "class", "sparks", "airlines", "___"]),
        ] {
            for table in tables {
                assert_eq!(Kind::of(table), kind, "{table}");
            }
        }
    }

    #[test]
    fn a_file_is_named_like_its_table() {
        assert_eq!(names(&["roads", "acme.parks"], false), ["roads", "acme.parks"]);
    }

    #[test]
    fn no_table_comes_twice() {
        assert_eq!(names(&["roads", "public.roads", "a.roads"], false), ["roads", "-", "a.roads"]);
        assert_eq!(names(&["public.roads", "roads"], false), ["roads", "-"]);
        assert_eq!(names(&["retail_stores"], true), ["-"]);
        assert_eq!(names(&["retail_stores", "spatial_ref_sys"], false), ["retail_stores", "-"]);
    }

    #[test]
    fn every_system_can_hold_the_files() {
        let expected = ["public.con", "public.lpt1", "acme.nul", "-"];
        assert_eq!(names(&["con", "public.lpt1", "acme.nul", "aux.roads"], false), expected);
    }
}
