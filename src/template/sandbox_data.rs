//! The sandbox's data for the datasets of an application.

use std::collections::HashSet;

use crate::spec::{DatasetName, is_device};

/// The geometry that a table most likely contains, judging by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataKind {
    /// Stores, stops and the like; also the default.
    Points,
    /// Roads, rivers and the like.
    Lines,
    /// Parks, districts and the like.
    Polygons,
}

impl DataKind {
    /// The manifest's path of the file with data of this kind.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Points => "{points}",
            Self::Lines => "{lines}",
            Self::Polygons => "{polygons}",
        }
    }

    /// Returns the kind by the last known word of the name: `park_roads` are roads.
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

/// Returns the singular of a word: "counties" becomes "county", "roads" becomes "road".
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

/// The schema of a table without an explicit schema.
const PUBLIC: &str = "public";

/// The tables of the example.
const EXAMPLE_TABLES: [&str; 3] = ["ne_50m_admin_1_states", "retail_stores", "retail_stores_revenue"];

/// `PostGIS`'s tables in the public schema.
const POSTGIS_TABLES: [&str; 3] = ["geography_columns", "geometry_columns", "spatial_ref_sys"];

/// Returns for each dataset the kind of its data and the name of its file, `TABLE` or `SCHEMA.TABLE`; `None` if the table
/// already exists, or its name can't be a file name.
pub fn files(datasets: &[DatasetName], example: bool) -> Vec<Option<(DataKind, String)>> {
    let mut existing = HashSet::from(POSTGIS_TABLES.map(|table| (PUBLIC, table)));
    if example {
        existing.extend(EXAMPLE_TABLES.map(|table| (PUBLIC, table)));
    }
    datasets
        .iter()
        .map(|dataset| {
            let table = (dataset.schema().unwrap_or(PUBLIC), dataset.table());
            existing.insert(table).then(|| file_of(table)).flatten().map(|file| (DataKind::of(table.1), file))
        })
        .collect()
}

/// On Windows, a file is a device if its name up to the first dot is a device's, such as `con`.
fn file_of((schema, table): (&str, &str)) -> Option<String> {
    let whole = format!("{schema}.{table}");
    let short = if schema == PUBLIC { table } else { &whole };
    [short, &whole].into_iter().find(|name| !is_device(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the names of the files, with a hyphen for none.
    fn names(datasets: &[&str], example: bool) -> Vec<String> {
        let datasets: Vec<DatasetName> = datasets.iter().map(|name| name.parse().expect("valid")).collect();
        let name = |file: Option<(DataKind, String)>| file.map_or("-".to_owned(), |(_, name)| name);
        files(&datasets, example).into_iter().map(name).collect()
    }

    #[test]
    fn the_words_of_a_name_decide_its_kind() {
        for (kind, tables) in [
            (DataKind::Lines, ["roads", "roads_2020", "bus_route", "railways", "park_roads", "a_line_of_x"]),
            (DataKind::Polygons, ["2020_census", "counties", "park", "census2020_blocks", "_zone_", "lakes"]),
            (DataKind::Points, ["stores", "_x", "class", "sparks", "airlines", "___"]),
        ] {
            for table in tables {
                assert_eq!(DataKind::of(table), kind, "{table}");
            }
        }
    }

    #[test]
    fn a_file_has_the_name_of_its_table() {
        assert_eq!(names(&["roads", "acme.parks"], false), ["roads", "acme.parks"]);
    }

    #[test]
    fn no_table_occurs_twice() {
        assert_eq!(names(&["roads", "public.roads", "a.roads"], false), ["roads", "-", "a.roads"]);
        assert_eq!(names(&["public.roads", "roads"], false), ["roads", "-"]);
        assert_eq!(names(&["retail_stores"], true), ["-"]);
        assert_eq!(names(&["retail_stores", "spatial_ref_sys"], false), ["retail_stores", "-"]);
    }

    #[test]
    fn file_names_are_valid_on_every_system() {
        let expected = ["public.con", "public.lpt1", "acme.nul", "-"];
        assert_eq!(names(&["con", "public.lpt1", "acme.nul", "aux.roads"], false), expected);
    }
}
