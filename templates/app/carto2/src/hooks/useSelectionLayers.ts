import { useMemo, useState } from 'react';
import { MASK_ID } from '@carto/react-core';
import { PolygonLayer, SolidPolygonLayer } from '@deck.gl/layers';
import { useSelector } from 'react-redux';
import type { Area } from 'data/viewQuery';
import { selectArea } from 'store/selection';

const getPolygon = (area: Area) => area;

/** The layers of the selected area: one draws it, and one hides the features outside, as useLayer asks. */
export default function useSelectionLayers() {
  const area = useSelector(selectArea);
  // The features ask for the mask a moment longer than there is an area.
  const [mask, setMask] = useState(area);
  if (area && area !== mask) setMask(area);

  const maskLayers = useMemo(
    () =>
      mask
        ? [new SolidPolygonLayer({ id: MASK_ID, operation: 'mask', data: [mask], getPolygon })]
        : [],
    [mask],
  );
  const outlines = useMemo(() => (area ? [outlineOf(area)] : []), [area]);
  return [...maskLayers, ...outlines];
}

function outlineOf(area: Area) {
  return new PolygonLayer({
    id: 'selection',
    data: [area],
    getPolygon,
    filled: false,
    getLineColor: [47, 128, 237],
    getLineWidth: 2,
    lineWidthUnits: 'pixels',
  });
}
