-- The places of the basemap, the most important ones first.
CREATE SCHEMA cdb_geocoder;
CREATE TABLE cdb_geocoder.places (rank serial, name text, label text, the_geom geometry);

-- Loads places.csv, whose texts contain no commas.
CREATE FUNCTION cdb_geocoder.load(csv text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO cdb_geocoder.places (name, label, the_geom)
  SELECT
    lower(part[1]),
    lower(part[1] || ', ' || part[2]),
    ST_SetSRID(ST_MakePoint(part[3]::double precision, part[4]::double precision), 4326)
  FROM string_to_table(csv, E'\n') WITH ORDINALITY AS lines (line, nth),
    LATERAL (SELECT string_to_array(line, ',') AS part) AS parts
  WHERE nth > 1 AND line <> ''
  ORDER BY nth
$$;

-- The place with this name, or else one whose name begins with it; null if there is none.
CREATE FUNCTION cdb_geocode_namedplace_point(city_name text) RETURNS geometry
LANGUAGE sql STABLE STRICT SECURITY DEFINER AS $$
  SELECT the_geom
  FROM cdb_geocoder.places, LATERAL (SELECT lower(trim(city_name)) AS wanted) AS input
  WHERE wanted <> '' AND starts_with(label, wanted)
  ORDER BY wanted NOT IN (name, label), rank
  LIMIT 1
$$;

-- Without streets, there are no addresses.
CREATE FUNCTION cdb_geocode_street_point(searchtext text) RETURNS geometry
LANGUAGE sql STABLE STRICT AS 'SELECT NULL::geometry';

-- Geocoding consumes credits at CARTO, so it needs the scope dataservices:geocoding.
REVOKE EXECUTE ON FUNCTION cdb_geocode_namedplace_point, cdb_geocode_street_point FROM PUBLIC;
