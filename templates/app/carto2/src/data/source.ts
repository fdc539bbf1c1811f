import type { API_VERSIONS, MAP_TYPES } from '@deck.gl/carto';

export interface Credentials {
  username: string;
  apiKey: string;
  serverUrlTemplate: string;
  mapsUrl?: string;
  apiVersion?: (typeof API_VERSIONS)['V1' | 'V2'];
}

/**
 * What a layer shows. `Row` names the columns, so that TypeScript knows them in the layer, its tooltip
 * and the widgets: `const roadsSource: Source<Road>`. Without it, any column is accepted.
 */
export interface Source<Row = AnyRow> {
  id: SourceId<Row>;
  type: (typeof MAP_TYPES)['QUERY' | 'TILESET'];
  data: string;
  credentials?: Credentials | null;
}

/** A string that carries the columns of its source to the widgets. Any string is accepted. */
export type SourceId<Row = AnyRow> = string & { readonly length: number; readonly row?: Row };

/** A row with unknown columns. */
export type AnyRow = Record<string, Value>;
export type Value = string | number | boolean | null;

export type Column<Row> = keyof Row & string;

export type NumberColumn<Row> = ColumnOf<Row, number>;

/** The columns with values of a type. */
export type ColumnOf<Row, Type> = {
  [Name in Column<Row>]-?: [Extract<Row[Name], Type>] extends [never] ? never : Name;
}[Column<Row>];
