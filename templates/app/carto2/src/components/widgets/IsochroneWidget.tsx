import { useState } from 'react';
import type { ChangeEvent, FormEvent } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { formatNumber } from 'components/common/format';
import { MINUTES, MODES } from 'data/models/isochroneModel';
import useIsochrone from 'hooks/useIsochrone';
import useServiceCredentials, { howToGetCredentials } from 'hooks/useServiceCredentials';
import Widget from './Widget';

interface IsochroneWidgetProps {
  longitude: number;
  latitude: number;
}

/** Shows the area that can be reached from a point, for a selected mode and time. */
export default function IsochroneWidget({ longitude, latitude }: IsochroneWidgetProps) {
  const credentials = useServiceCredentials();
  const { status, reach, calculate, clear } = useIsochrone();
  const [mode, setMode] = useState('walk');
  const [minutes, setMinutes] = useState(MINUTES[0]);
  const [needsCredentials, setNeedsCredentials] = useState(false);

  // Clears the isochrone, so that the map never shows one for other settings.
  const choose = (set: (value: string) => void) => (event: ChangeEvent<HTMLInputElement>) => {
    set(event.target.value);
    clear();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNeedsCredentials(!credentials);
    if (credentials) calculate({ credentials, longitude, latitude, mode, minutes });
  };

  return (
    <Widget title="Isochrone" onClear={status === 'shown' && clear}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5, mt: 1 }}>
        <Box sx={{ display: 'flex', gap: 1.5 }}>
          <TextField
            select
            fullWidth
            label="Mode"
            size="small"
            value={mode}
            onChange={choose(setMode)}
          >
            {Object.entries(MODES).map(([value, label]) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            fullWidth
            label="Range"
            size="small"
            value={minutes}
            onChange={choose((value) => setMinutes(Number(value)))}
          >
            {MINUTES.map((value) => (
              <MenuItem key={value} value={value}>
                {value} minutes
              </MenuItem>
            ))}
          </TextField>
        </Box>
        <Button type="submit" variant="contained" loading={status === 'calculating'}>
          Calculate isochrone
        </Button>
        {needsCredentials && !credentials && (
          <Alert severity="warning">{howToGetCredentials('calculate isochrones')}</Alert>
        )}
        <Typography role="status" variant="body2">
          {reach && describe(reach)}
        </Typography>
        {status === 'empty' && <Alert severity="info">CARTO found no reachable area.</Alert>}
      </Box>
    </Widget>
  );
}

function describe({ area, stores }: { area: number; stores: number | null }) {
  const size = area < 10 ? Math.round(area * 10) / 10 : Math.round(area);
  const parts = [`${formatNumber(size)} km²`];
  if (stores !== null) parts.push(stores === 1 ? '1 store' : `${formatNumber(stores)} stores`);
  return `Within reach: ${parts.join(', ')}`;
}
