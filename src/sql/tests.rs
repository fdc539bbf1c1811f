use proptest::prelude::*;

use super::*;

/// The tables of a query, each as `schema.name`, followed by `!` if it is written.
fn named(sql: &str) -> String {
    let names = tables(sql).into_iter().map(|table| {
        let schema = table.schema.map(|schema| format!("{schema}.")).unwrap_or_default();
        let write = if table.access == Access::Write { "!" } else { "" };
        format!("{schema}{}{write}", table.name)
    });
    names.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (sql, expected) in cases {
        assert_eq!(named(sql), *expected, "{sql}");
    }
}

#[test]
fn rows_of_tables() {
    for (sql, expected) in [
        ("select * from Roads", Some("roads")),
        ("SELECT * FROM \"my-user\".roads r WHERE a IN (1, 2) ORDER BY b, c LIMIT 5", Some("my-user.roads")),
        ("SELECT * FROM roads WHERE EXISTS (SELECT 1 FROM parks)", Some("roads")),
        ("SELECT *, 1 AS a FROM roads", None),
        ("SELECT a, \"B\", the_geom FROM roads WHERE c > 1", Some("roads: a B the_geom")),
        ("SELECT a FROM roads", Some("roads: a")),
        ("SELECT a AS b FROM roads", None),
        ("SELECT a b FROM roads", None),
        ("SELECT r.a FROM roads r", None),
        ("SELECT DISTINCT a FROM roads", None),
        ("SELECT count(*), a FROM roads", None),
        ("SELECT * FROM roads, parks", None),
        ("SELECT * FROM roads r JOIN parks p USING (id)", None),
        ("SELECT * FROM (SELECT 1 AS a FROM roads) b", None),
        ("SELECT * FROM roads() r", None),
        ("SELECT *", None),
        ("", None),
    ] {
        let found = rows_of_table(sql).map(|(table, columns)| match columns {
            Some(columns) => format!("{table}: {}", columns.join(" ")),
            None => table.to_string(),
        });
        assert_eq!(found.as_deref(), expected, "{sql}");
    }
}

#[test]
fn lists_and_joins() {
    check(&[
        ("SELECT * FROM roads", "roads"),
        ("select * from roads r, trees as t, parks", "roads trees parks"),
        ("SELECT * FROM a JOIN b ON a.id = b.id, c", "a b c"),
        ("SELECT * FROM a LEFT OUTER JOIN b USING (id) RIGHT JOIN c ON true", "a b c"),
        ("SELECT * FROM a NATURAL FULL JOIN b CROSS JOIN c INNER JOIN d ON 1 = 1", "a b c d"),
        ("SELECT * FROM (a JOIN (b JOIN c USING (id)) USING (id)), d", "a b c d"),
        ("SELECT * FROM (a) JOIN (b x CROSS JOIN c) ON x.id = 1", "a b c"),
        ("SELECT * FROM ONLY roads, ONLY (trees), parks *", "roads trees parks"),
        ("SELECT * FROM roads TABLESAMPLE system (10) REPEATABLE (1), trees", "roads trees"),
        ("SELECT * FROM roads AS r (a, b), trees t (c, d)", "roads trees"),
        ("SELECT * FROM a JOIN b ON ST_Intersects(a.g, b.g) AND a.x = ANY(ARRAY[1, 2]), c", "a b c"),
        ("SELECT * FROM a JOIN b ON a.x = ARRAY[b.y, b.z], c", "a b c"),
        ("SELECT * FROM a JOIN b ON CASE WHEN a.x THEN b.y END, c", "a b c"),
        ("SELECT a, b, c FROM t WHERE d IN (e, f) GROUP BY g, h ORDER BY i, j", "t"),
        ("SELECT * FROM t LIMIT 1 OFFSET 2", "t"),
        ("SELECT * FROM a, b WINDOW w AS (PARTITION BY x, y), v AS (w) ORDER BY z, q", "a b"),
        ("SELECT * FROM t FOR UPDATE OF t, u", "t"),
        ("SELECT * FROM a; SELECT * FROM b;", "a b"),
        ("TABLE roads", "roads"),
        ("(TABLE roads) UNION TABLE trees", "roads trees"),
        ("EXPLAIN ANALYZE SELECT * FROM roads", "roads"),
        ("EXPLAIN (ANALYZE, COSTS off) SELECT * FROM roads", "roads"),
        ("SELECT DISTINCT FROM roads", "roads"),
    ]);
}

#[test]
fn names() {
    check(&[
        ("SELECT * FROM Roads", "roads"),
        ("SELECT * FROM \"Roads\"", "Roads"),
        ("SELECT * FROM \"a \"\"b\"\"\"", "a \"b\""),
        ("SELECT * FROM me.roads", "me.roads"),
        ("SELECT * FROM \"my-user\".Roads", "my-user.roads"),
        ("SELECT * FROM \"my-user\" . \"roads\" r", "my-user.roads"),
        ("SELECT * FROM db.me.roads", "me.roads"),
        ("SELECT * FROM \"from\", \"2020_census\"", "from 2020_census"),
        ("SELECT * FROM me.select, me.\"where\"", "me.select me.where"),
        ("SELECT * FROM U&\"r\\006fads\", u&\"\\+00006f\"", "roads o"),
        ("SELECT * FROM straße", "straße"),
        ("SELECT t.from, t.join, t.select FROM t", "t"),
        ("SELECT a AS from, b AS join FROM t", "t"),
        ("SELECT \"from\", \"select\" FROM t", "t"),
        (&format!("SELECT * FROM {}", "a".repeat(70)), &"a".repeat(63)),
    ]);
}

#[test]
fn text_that_only_looks_like_a_table() {
    check(&[
        ("SELECT 1 -- FROM roads\nFROM trees", "trees"),
        ("SELECT 1 /* FROM a /* FROM b */ FROM c */ FROM trees", "trees"),
        ("SELECT 'x FROM roads' FROM trees", "trees"),
        ("SELECT 'it''s FROM roads' FROM trees", "trees"),
        ("SELECT E'it\\'s FROM roads', '\\' FROM trees", "trees"),
        ("SELECT U&'\\0061 FROM roads', B'01', x'ff', N'FROM a' FROM trees", "trees"),
        ("SELECT $$ FROM roads $$, $a$ FROM $b$ x $a$ FROM trees", "trees"),
        ("SELECT $1, a$b FROM trees", "trees"),
        ("SELECT EXTRACT(year FROM day), EXTRACT (epoch FROM f(day)) FROM t", "t"),
        ("SELECT SUBSTRING(a FROM b FOR c), SUBSTRING((a) FROM 2) FROM t", "t"),
        ("SELECT TRIM(BOTH x FROM y), TRIM(FROM z), OVERLAY(a PLACING b FROM c FOR d) FROM t", "t"),
        ("SELECT * FROM t WHERE a IS DISTINCT FROM b AND c IS NOT DISTINCT FROM d", "t"),
        ("SELECT * FROM t JOIN u ON t.a IS NOT DISTINCT FROM u.a", "t u"),
        ("SELECT '2020-01-01'::timestamp with time zone AS x FROM t", "t"),
        ("SELECT * FROM t FETCH FIRST 5 ROWS WITH TIES", "t"),
        ("SELECT", ""),
        ("SELECT * FROM", ""),
        ("SELECT * FROM WHERE x", ""),
        ("SELECT * FROM 'roads'", ""),
        ("", ""),
        (" -- nothing", ""),
    ]);
}

#[test]
fn functions_in_place_of_tables() {
    check(&[
        ("SELECT * FROM generate_series(1, 10) AS g(n), roads", "roads"),
        ("SELECT * FROM cdb_isochrone(p, 'walk', ARRAY[600, 900])", ""),
        ("SELECT * FROM cdb_dataservices_client.cdb_isochrone(p) i JOIN roads ON true", "roads"),
        ("SELECT * FROM unnest(ARRAY[1, 2], ARRAY[3, 4]) WITH ORDINALITY AS u(a, b, n), roads", "roads"),
        ("SELECT * FROM ROWS FROM (f(a, b), g(c)) AS x, roads", "roads"),
        ("SELECT * FROM (VALUES (1, a), (2, b)) AS v (x, y), roads", "roads"),
        ("VALUES (1, 2), (3, 4)", ""),
        ("SELECT * FROM roads, LATERAL (SELECT * FROM trees WHERE x = roads.x) t", "roads trees"),
        ("SELECT * FROM roads CROSS JOIN LATERAL f(roads.x) AS x", "roads"),
        ("SELECT f((SELECT max(x) FROM trees)) FROM roads", "trees roads"),
    ]);
}

#[test]
fn subqueries() {
    check(&[
        ("SELECT (SELECT 1 FROM a), EXISTS (SELECT FROM b) FROM c WHERE d IN (SELECT e FROM f)", "a b c f"),
        ("SELECT ARRAY(SELECT x FROM a) FROM (SELECT * FROM b) AS s, c", "a b c"),
        ("SELECT * FROM ((SELECT * FROM a) UNION ALL (SELECT * FROM b)) s JOIN c ON true", "a b c"),
        ("SELECT a FROM b UNION SELECT c FROM d INTERSECT SELECT e FROM f EXCEPT TABLE g", "b d f g"),
        ("SELECT extract(day FROM (SELECT max(d) FROM a)) FROM b", "a b"),
        ("(SELECT * FROM a) ORDER BY x, y", "a"),
        ("SELECT * FROM a WHERE (x, y) IN (SELECT x, y FROM b, c)", "a b c"),
    ]);
}

#[test]
fn names_defined_by_with() {
    check(&[
        ("WITH x AS (SELECT * FROM a) SELECT * FROM x JOIN b ON true", "a b"),
        ("WITH x (m, n) AS (SELECT * FROM a), y AS NOT MATERIALIZED (SELECT * FROM x) SELECT * FROM y", "a"),
        ("WITH roads AS (SELECT * FROM roads) SELECT * FROM roads", "roads"),
        ("WITH roads AS (SELECT * FROM me.roads) SELECT * FROM roads, me.roads", "me.roads me.roads"),
        ("WITH x AS (SELECT * FROM y), y AS (SELECT * FROM b) SELECT * FROM x, y", "y b"),
        ("WITH RECURSIVE x AS (SELECT * FROM y), y AS (SELECT * FROM x, b) SELECT * FROM x, y", "b"),
        ("WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t) SELECT * FROM t", ""),
        ("WITH x AS (SELECT 1) SELECT (SELECT * FROM x), (SELECT * FROM X)", ""),
        ("WITH \"X\" AS (SELECT 1) SELECT * FROM x, \"X\"", "x"),
        ("SELECT * FROM (WITH x AS (SELECT * FROM a) SELECT * FROM x) s, x", "a x"),
        ("WITH x AS (SELECT * FROM a) SELECT * FROM x; SELECT * FROM x", "a x"),
        ("WITH x AS (SELECT * FROM a) (SELECT * FROM x) UNION SELECT * FROM x", "a"),
        ("WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x", "a! b!"),
        ("INSERT INTO b WITH x AS (SELECT * FROM a) SELECT * FROM x", "b! a"),
        ("WITH x AS (SELECT 1) UPDATE a SET y = 1 FROM x", "a!"),
        (
            "WITH RECURSIVE t AS (SELECT 1) SEARCH DEPTH FIRST BY a, b SET o, u AS (SELECT * FROM t) SELECT * FROM u, c",
            "c",
        ),
        ("WITH x AS (WITH y AS (SELECT * FROM a) SELECT * FROM y) SELECT * FROM x, y", "a y"),
    ]);
}

#[test]
fn statements_that_write() {
    check(&[
        ("INSERT INTO roads (a, b) VALUES (1, 2)", "roads!"),
        ("INSERT INTO me.roads SELECT * FROM trees ON CONFLICT (id) DO UPDATE SET x = 1", "me.roads! trees"),
        ("UPDATE ONLY roads AS r SET a = 1, b = t.b FROM trees t, parks WHERE x", "roads! trees parks"),
        ("DELETE FROM roads USING trees t JOIN parks USING (id), lakes WHERE x", "roads! trees parks lakes"),
        ("TRUNCATE TABLE ONLY a, b RESTART IDENTITY", "a! b!"),
        ("TRUNCATE a", "a!"),
        (
            "MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN UPDATE SET y = 1, z = 2 WHEN NOT MATCHED THEN INSERT (x) VALUES (1)",
            "a! b",
        ),
        ("CREATE TABLE a AS SELECT * FROM b", "b"),
        ("CREATE TABLE IF NOT EXISTS a (x int, y int)", ""),
        ("CREATE INDEX i ON a (x, y)", "a!"),
        ("CREATE VIEW v AS WITH x AS (SELECT * FROM a) SELECT * FROM x", "a"),
        ("SELECT * INTO a FROM b", "b"),
        ("DROP TABLE IF EXISTS a, b CASCADE", "a! b!"),
        ("ALTER TABLE a ADD COLUMN x int, ADD COLUMN y int", "a!"),
        ("COPY a FROM STDIN", "a!"),
        ("REVOKE SELECT ON a FROM somebody", ""),
    ]);
}

#[test]
fn holes() {
    let sql = |text: &str| text.replace("${}", &HOLE.to_string());
    let cases = [
        ("SELECT COUNT(*) FROM (${}) AS source", "", false),
        ("SELECT * FROM roads WHERE id = ${} AND ${}", "roads", false),
        ("SELECT * FROM roads WHERE kind IN (${}) LIMIT ${}", "roads", false),
        ("SELECT ${} FROM roads", "roads", false),
        ("SELECT * FROM a JOIN b ON a.x = ${} WHERE y", "a b", false),
        ("SELECT * FROM '${}'", "", false),
        ("SELECT * FROM ${}", "", true),
        ("SELECT * FROM ${}, roads", "roads", true),
        ("SELECT * FROM roads_${} r, trees", "trees", true),
        ("SELECT * FROM \"${}\".roads", "", true),
        ("SELECT * FROM me.${} JOIN trees ON true", "trees", true),
        ("SELECT * FROM ${}.roads", "", true),
        ("SELECT * FROM roads ${}", "roads", true),
        ("SELECT * FROM roads r ${} WHERE x", "roads", true),
        ("SELECT * FROM (${} UNION ${}) s", "", true),
        ("WITH ${} AS (SELECT * FROM a) SELECT * FROM b", "a b", false),
    ];
    for (text, expected, unknown) in cases {
        assert_eq!(named(&sql(text)), expected, "{text}");
        assert_eq!(read(&sql(text)).unknown, unknown, "{text}");
    }
}

#[test]
fn called_functions() {
    let calls = |sql: &str| functions(sql).join(" ");
    assert_eq!(calls("SELECT the_geom FROM CDB_Isochrone(p, 'walk', ARRAY[600])"), "cdb_isochrone");
    assert_eq!(calls("SELECT x.cdb_geocode_street_point(a) FROM t"), "cdb_geocode_street_point");
    assert_eq!(calls("SELECT 'cdb_isochrone(x)' FROM t -- cdb_isochrone(x)"), "");
    assert_eq!(calls("SELECT * FROM t AS cdb_isochrone (a), u cdb_isodistance (b)"), "");
    assert_eq!(
        calls("INSERT INTO t (a) SELECT \"cdb_route_point_to_point\" (a)"),
        "cdb_route_point_to_point"
    );
}

#[test]
fn only_statements_are_queries() {
    for sql in ["SELECT 1", " -- x\n(select 1)", "WITH x AS (SELECT 1) SELECT", "delete from x"] {
        assert!(is_query(sql), "{sql}");
    }
    for text in ["", "select", "roads", "Selected", "'SELECT 1'", "https://carto.com", "\u{FFFC} SELECT"] {
        assert!(!is_query(text), "{text}");
    }
}

#[test]
fn offsets_point_at_the_names() {
    let sql = "SELECT 'é' FROM /* é */ \"é\".roads, trees";
    let places: Vec<&str> = tables(sql).iter().map(|table| &sql[table.offset..table.offset + 3]).collect();
    assert_eq!(places, ["\"é", "tre"]);
}

#[test]
fn long_and_deep_queries_take_linear_time() {
    let many = 40_000;
    let started = std::time::Instant::now();
    for sql in [
        "(".repeat(many),
        "SELECT * FROM (".repeat(many),
        format!("WITH RECURSIVE {} SELECT 1", "a AS (SELECT * FROM b), ".repeat(many)),
        "WITH RECURSIVE a AS (".repeat(many),
        format!("SELECT * FROM {}", "a, ".repeat(many)),
        "$a$ $b$ ".repeat(many),
        "$".repeat(many),
        "\"".repeat(many + 1),
        "/*".repeat(many),
        "U&\"\\".repeat(many),
        (0..many).fold("WITH ".to_owned(), |sql, n| sql + &format!("a{n} AS (SELECT * FROM a{n}), ")),
    ] {
        read(&sql);
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

const QUERY: &str = "WITH RECURSIVE x (a) AS (SELECT E'\\'' || $$b$$ FROM \"my-user\".roads r TABLESAMPLE system (1)) \
    SELECT EXTRACT(year FROM d), U&\"\\0061\", ARRAY[1, 2.5e3] FROM x, ONLY t JOIN LATERAL (VALUES (1)) v ON true /* /* */ */ \
    UNION ALL DELETE FROM a USING b WHERE c IS NOT DISTINCT FROM \u{FFFC}; -- end\nMERGE INTO é USING f(1) ON x";

proptest! {
    #[test]
    fn any_text_can_be_read(text in "\\PC*") {
        let reading = read(&text);
        prop_assert!(reading.tables.iter().all(|table| text.is_char_boundary(table.offset)));
    }

    #[test]
    fn any_tokens_can_be_read(pieces in prop::collection::vec(prop::sample::select(QUERY.split(' ').collect::<Vec<_>>()), 0..80)) {
        let text = pieces.join(" ");
        read(&text);
        is_query(&text);
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn mangled_queries_can_be_read(cut in 0..QUERY.len(), from in 0..QUERY.len(), length in 0..20_usize) {
        let bytes = QUERY.as_bytes();
        let end = (from + length).min(bytes.len());
        for mangled in [&bytes[..cut], &bytes[cut..], &[&bytes[..from], &bytes[end..]].concat()] {
            read(&String::from_utf8_lossy(mangled));
        }
    }
}
