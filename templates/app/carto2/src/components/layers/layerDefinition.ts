import type { CartoLayerProps } from '@deck.gl/carto';
import type { Layer } from '@deck.gl/core';
import type { GeoJsonLayerProps } from '@deck.gl/layers';
import type { Feature, Geometry } from 'geojson';
import type { Tile as LoadedTile } from 'data/features/tile';
import type { AnyRow } from 'data/source';

export type Rgb = [red: number, green: number, blue: number];

/**
 * How a source is drawn. `Row` is that of the source; `Attributes` are what `addLayer` passes on as
 * `layerAttributes`.
 */
export interface LayerDefinition<Row = AnyRow, Attributes = Record<string, unknown>> {
  id: string;
  /** The colors of values, by column, for the widgets. */
  colors?: Record<string, Record<string, string>>;
  legend?: Legend;
  tooltip?(row: Row): string;
  path?(row: Row): string;
  create(props: TileLayerProps, attributes: Attributes & { rgb: Rgb }): Layer;
}

export interface Legend {
  title: string;
  /** Continuous: the first two items are the ends of a ramp. Without a type, they are categories. */
  type?: 'categories' | 'bins' | 'continuous';
  /** Without items, the layer has a single color. */
  items?: { label: string; color: string }[];
}

export interface TileLayerProps extends CartoLayerProps {
  onViewportLoad?: (tiles: Tile[]) => void;
  onDataError?: (error: Error) => void;
  onTileError?: (error: Error) => void;
}

export interface Tile extends Pick<LoadedTile, 'bbox'> {
  isVisible: boolean;
  /** Null if it could not be loaded. */
  data: LoadedTile['data'] | null;
}

/** What CartoLayer passes on to the GeoJsonLayer of each tile, for features with these columns. */
export type FeatureStyle<Row = AnyRow> = {
  [Name in Exclude<keyof GeoJsonLayerProps, keyof CartoLayerProps>]: Name extends `get${string}`
    ? Accessor<Row, GeoJsonLayerProps[Name]>
    : GeoJsonLayerProps[Name];
};

type Accessor<Row, Prop> =
  Exclude<Prop, AnyFunction> | ((feature: Feature<Geometry, Row>) => Exclude<Prop, AnyFunction>);

type AnyFunction = (...args: never[]) => unknown;
