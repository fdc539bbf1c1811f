import Box from '@mui/material/Box';
import { formatNumber } from './format';
import { formatMoney } from './formatMoney';

export default function StoreFacts({ store }) {
  const facts = [
    ['Store', store.store_id],
    ['Type', store.storetype],
    ['City', [store.city, store.state, store.zip].filter(Boolean).join(', ')],
    ['Revenue', formatMoney(store.revenue)],
    ['Size', `${formatNumber(store.size_m2)} m²`],
  ];
  return (
    <Box component="dl" sx={LIST}>
      {facts.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

const LIST = {
  columnGap: 2,
  display: 'grid',
  fontSize: '0.875rem',
  gridTemplateColumns: 'auto 1fr',
  m: 0,
  rowGap: 0.75,
};
