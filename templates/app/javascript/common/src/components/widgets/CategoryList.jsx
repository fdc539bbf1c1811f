import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { formatNumber } from 'components/common/format';
import { barsOf, labelOf, sumOf } from './categoryBars';

/** Of several hundred categories, a search finds the rest. */
const MOST_EXPANDED = 200;

/** Categories to choose from, the largest first; those beyond the first few on request or by a search. */
export default function CategoryList({
  categories,
  chosen,
  onToggle,
  format,
  isAdditive,
  colorOf,
  mark = 'bar',
}) {
  const [isExpanded, setIsExpanded] = useState(false);
  const [search, setSearch] = useState('');
  const hasMore = barsOf(categories, chosen).others.length > 0;
  const { bars, others } = barsOf(categories, chosen, isExpanded ? MOST_EXPANDED : undefined);
  const found = search ? matching(categories, search) : bars;
  const most = Math.max(0, ...categories.map(({ value }) => value)) || 1;
  const isFiltered = chosen.length > 0;

  return (
    <>
      {(hasMore || search) && (
        <TextField
          fullWidth
          margin="dense"
          placeholder={`Search ${formatNumber(categories.length)} values`}
          size="small"
          sx={SEARCH}
          slotProps={{ htmlInput: { 'aria-label': 'Search values' } }}
          type="search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <Box component="ul" sx={LIST}>
        {found.map((bar, index) => (
          <li key={JSON.stringify(bar.name)}>
            <Row
              label={labelOf(bar.name)}
              value={bar.value === null ? '–' : format(bar.value)}
              share={mark === 'bar' ? (bar.value ?? 0) / most : undefined}
              hasSwatch={mark === 'swatch'}
              color={colorOf(bar, index)}
              isChosen={chosen.includes(bar.name)}
              isDimmed={isFiltered && !chosen.includes(bar.name)}
              // CARTO's filters can't find features without a value.
              onClick={bar.name !== null && (() => onToggle(bar.name))}
            />
          </li>
        ))}
        {!search && others.length > 0 && (
          <li>
            <Row
              label={`Other (${formatNumber(others.length)})`}
              value={isAdditive ? format(sumOf(others)) : ''}
              hasSwatch={mark === 'swatch'}
              color="action.disabled"
              isDimmed={isFiltered}
            />
          </li>
        )}
      </Box>
      {search && found.length === 0 && (
        <Typography variant="body2" color="text.secondary">
          No value contains “{search}”.
        </Typography>
      )}
      {hasMore && !search && (
        <Button
          aria-expanded={isExpanded}
          size="small"
          sx={{ ml: -0.75 }}
          onClick={() => setIsExpanded(!isExpanded)}
        >
          {isExpanded ? 'Show fewer' : `${formatNumber(others.length)} more`}
        </Button>
      )}
    </>
  );
}

const simple = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function matching(categories, search) {
  const wanted = simple(search.trim());
  const fitting = categories.filter(({ name }) => simple(labelOf(name)).includes(wanted));
  return barsOf(fitting, [], MOST_EXPANDED).bars;
}

function Row({
  label,
  value,
  share,
  hasSwatch,
  color = 'primary.main',
  isChosen,
  isDimmed,
  onClick,
}) {
  const button = onClick && {
    component: 'button',
    type: 'button',
    'aria-pressed': isChosen,
    onClick,
  };
  return (
    <Box {...button} sx={onClick ? BUTTON : ROW}>
      <Box component="span" sx={{ alignItems: 'center', display: 'flex', gap: 1 }}>
        {hasSwatch && (
          <Box
            component="span"
            sx={{ bgcolor: color, borderRadius: 0.5, flex: '0 0 12px', height: 12 }}
          />
        )}
        <Box component="span" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>
          {label}
        </Box>
        <strong>{value}</strong>
      </Box>
      {share !== undefined && (
        <Box component="span" sx={TRACK}>
          <Box
            component="span"
            sx={{ ...FILL, bgcolor: color, opacity: isDimmed ? 0.3 : 1 }}
            style={{ width: `${Math.max(0, share) * 100}%` }}
          />
        </Box>
      )}
    </Box>
  );
}

const SEARCH = { '& input': { fontSize: '0.8125rem', py: 0.75 } };

const LIST = {
  display: 'grid',
  gap: 0.25,
  listStyle: 'none',
  m: 0,
  maxHeight: 400,
  mx: -1,
  overflowY: 'auto',
  p: 0,
};

const ROW = { borderRadius: 1, fontSize: '0.8125rem', px: 1, py: 0.5 };

const BUTTON = {
  ...ROW,
  bgcolor: 'transparent',
  border: 0,
  color: 'inherit',
  cursor: 'pointer',
  fontFamily: 'inherit',
  textAlign: 'left',
  width: '100%',
  '&:hover, &[aria-pressed="true"]': { bgcolor: 'action.hover' },
  '&:focus-visible': { outlineOffset: '-2px !important' },
};

const TRACK = {
  bgcolor: 'action.selected',
  borderRadius: 1,
  display: 'block',
  height: 8,
  mt: 0.25,
};

const FILL = { borderRadius: 1, display: 'block', height: '100%' };
