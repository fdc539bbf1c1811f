-- The area that can be reached from a point within each range, in seconds. It ignores streets and
-- returns an irregular ring, which is always the same for the same point.
CREATE FUNCTION cdb_isochrone(source geometry, mode text, range integer[])
RETURNS TABLE (center geometry, data_range integer, the_geom geometry)
LANGUAGE plpgsql STABLE STRICT AS $$
#variable_conflict use_column
DECLARE
  -- Meters per second in a straight line. Streets make every route about a third longer.
  speed CONSTANT double precision :=
    CASE mode WHEN 'walk' THEN 5 WHEN 'car' THEN 50 END / 3.6 / 1.3;
BEGIN
  IF speed IS NULL THEN
    RAISE EXCEPTION 'invalid mode "%": must be walk or car', mode
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF 0 >= ANY (range) OR array_length(range, 1) IS NULL THEN
    RAISE EXCEPTION 'invalid range %: must be one or more positive numbers of seconds', range
      USING ERRCODE = 'invalid_parameter_value';
  END IF;

  RETURN QUERY
  SELECT source, seconds, ST_Multi(ST_MakePolygon(ST_MakeLine(
    ST_Project(
      source::geography,
      speed * seconds * (0.84 + 0.1 * sin(3 * angle + ST_X(source)) + 0.06 * sin(7 * angle + ST_Y(source))),
      angle
    )::geometry ORDER BY step
  )))
  FROM unnest(range) AS seconds,
    generate_series(0, 72) AS step,
    LATERAL (SELECT radians(5 * (step % 72)) AS angle) AS direction
  GROUP BY seconds
  ORDER BY seconds;
END
$$;

-- Isochrones consume credits at CARTO, so they need the scope dataservices:isolines.
REVOKE EXECUTE ON FUNCTION cdb_isochrone FROM PUBLIC;
