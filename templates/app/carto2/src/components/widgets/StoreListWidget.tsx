import Link from '@mui/material/Link';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { formatMoney } from 'components/common/formatMoney';
import type { SourceId } from 'data/source';
import type { Store } from 'data/sources/storesSource';
import useWidgetData from 'hooks/useWidgetData';
import Widget from './Widget';

const PARAMS = { column: 'revenue' satisfies keyof Store, limit: 10 };

/** The stores in view with the highest revenue. */
export default function StoreListWidget({ sourceId }: { sourceId: SourceId<Store> }) {
  const { data, ...status } = useWidgetData({
    sourceId,
    calculation: 'topRows',
    params: PARAMS,
  });

  return (
    <Widget title="Top stores in view" {...status} isEmpty={data?.length === 0}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {(data as /* of this source */ Store[] | null)?.map(
          ({ cartodb_id: id, storetype, address, city, revenue }) => (
            <Box key={id} component="li" sx={{ display: 'flex', gap: 1, py: 0.75 }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Link component={RouterLink} to={`/stores/${id}`} variant="body2">
                  {address}
                </Link>
                <Typography variant="caption" color="text.secondary" component="p" noWrap>
                  {storetype}, {city}
                </Typography>
              </Box>
              <Typography variant="body2">{formatMoney(revenue)}</Typography>
            </Box>
          ),
        )}
      </Box>
    </Widget>
  );
}
