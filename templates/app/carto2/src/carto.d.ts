/**
 * Types of CARTO's packages, as far as this application uses them. Those that they ship are loose, and
 * wrong in places: `useSelector(selectOAuthCredentials)` would be an error. The rest is as shipped.
 */

declare module '@carto/react-redux' {
  import type { AnyAction, PayloadAction, Reducer, ThunkAction } from '@reduxjs/toolkit';
  import type { _FilterTypes, FiltersLogicalOperators, Viewport } from '@carto/react-core';
  import type { Credentials, Source } from 'data/source';
  import type { FilterValue } from 'data/viewQuery';
  import type { Feature, Polygon } from 'geojson';

  export * from '@carto/react-redux/src/index';

  export interface ViewState {
    latitude: number;
    longitude: number;
    zoom: number;
    pitch: number;
    bearing: number;
    width?: number;
    height?: number;
  }

  export interface InitialCartoState {
    viewState: ViewState;
    basemap: string;
    credentials: Credentials;
  }

  export interface CartoState extends InitialCartoState {
    viewport?: Viewport;
    layers: Record<string, LayerState>;
    dataSources: Record<string, SourceState>;
    featuresReady: Record<string, boolean | null>;
    /** The selected area. */
    spatialFilter?: Feature<Polygon> | null;
  }

  export interface LayerState {
    id: string;
    source?: string;
    visible?: boolean;
    opacity?: number;
    color?: string;
    [attribute: string]: unknown;
  }

  export interface SourceState extends Source {
    credentials: Credentials;
    filters?: SourceFilters;
    filtersLogicalOperator?: FiltersLogicalOperators;
  }

  export type FilterType = `${_FilterTypes}`;
  export type SourceFilters = Record<
    string,
    Partial<Record<FilterType, { values: FilterValue[]; owner?: string }>>
  >;

  interface State {
    carto: CartoState;
  }
  interface OAuthState {
    oauth: {
      token: { accessToken: string } | null;
      userInfo: { username: string; api_endpoints: { auth: string } } | null;
    };
  }

  export function createCartoSlice(initialState: InitialCartoState): Reducer<CartoState>;
  export function setCredentials(credentials: Credentials): PayloadAction<Credentials>;
  export function addSource<Row>(source: Source<Row>): PayloadAction<Source<Row>>;
  export function addFilter(filter: {
    id: string;
    column: string;
    type: FilterType;
    values: FilterValue[];
    owner?: string;
  }): AnyAction;
  export function updateLayer(layer: {
    id: string;
    layerAttributes: Record<string, unknown>;
  }): AnyAction;
  export function addSpatialFilter(filter: { geometry: Feature<Polygon> }): AnyAction;
  export function setViewState(
    viewState: Partial<ViewState>,
  ): ThunkAction<void, unknown, undefined, AnyAction>;

  export function selectSourceById(state: State, id?: string): SourceState | undefined;
  export function selectAreFeaturesReadyForSource(state: State, id: string): boolean;
  export function selectViewport(state: State): Viewport | null;
  export function selectOAuthCredentials(state: OAuthState): Credentials | null;
}

declare module '@carto/react-core' {
  import type { SourceFilters } from '@carto/react-redux';

  export * from '@carto/react-core/src/index';

  export const MASK_ID: string;
  export function _getApplicableFilters(filters?: SourceFilters, owner?: string): SourceFilters;
}

declare module '@carto/react-core/src/filters/Filter' {
  import type { SourceFilters } from '@carto/react-redux';
  import type { FiltersLogicalOperators } from '@carto/react-core';

  export function applyFilters<Row>(
    rows: Row[],
    filters: SourceFilters,
    operator?: FiltersLogicalOperators,
  ): Row[];
}

declare module '@carto/react-api' {
  import type { SourceState } from '@carto/react-redux';
  import type { CartoLayerProps } from '@deck.gl/carto';

  export * from '@carto/react-api/src/index';

  export function useCartoLayerProps(options: {
    source?: SourceState;
    uniqueIdProperty?: string;
    viewportFeatures?: boolean;
  }): CartoLayerProps;
}
