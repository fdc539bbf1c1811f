import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { formatNumber } from 'components/common/format';
import { visuallyHidden } from 'components/common/visuallyHidden';

/** A page of rows, the order of which its columns' names change. */
export default function DataTable({
  title,
  columns,
  rows,
  sortBy,
  isDescending,
  onSort,
  page,
  pageSize,
  count,
  onPage,
  onDownload,
}) {
  const first = page * pageSize;
  // The rows change with each move of the map, which screen readers need not be told.
  const [said, setSaid] = useState('');
  const turnTo = (next) => {
    setSaid(`Page ${formatNumber(next + 1)} of ${formatNumber(Math.ceil(count / pageSize))}`);
    onPage(next);
  };
  return (
    <>
      <Box tabIndex={0} role="group" aria-label={title} sx={{ mx: -0.75, overflowX: 'auto' }}>
        <Box component="table" sx={TABLE}>
          <thead>
            <tr>
              {columns.map(({ column, label, isNumber }) => (
                <Box
                  key={column}
                  component="th"
                  scope="col"
                  aria-sort={ariaSort(column === sortBy, isDescending)}
                  sx={isNumber ? NUMBER : TEXT}
                >
                  <Box component="button" type="button" onClick={() => onSort(column)} sx={SORT}>
                    {label}
                    {column === sortBy && <span aria-hidden> {isDescending ? '↓' : '↑'}</span>}
                  </Box>
                </Box>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, index) => (
                  <Box
                    key={columns[index].column}
                    component="td"
                    sx={columns[index].isNumber ? NUMBER : TEXT}
                  >
                    {cell}
                  </Box>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
      <Box sx={{ alignItems: 'center', display: 'flex', mt: 0.5 }}>
        <Button size="small" onClick={onDownload} sx={{ ml: -0.75, mr: 'auto' }}>
          Download CSV
        </Button>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
          {formatNumber(first + 1)}–{formatNumber(first + rows.length)} of {formatNumber(count)}
        </Box>
        <Box component="span" role="status" sx={visuallyHidden}>
          {said}
        </Box>
        <PageButton label="Previous page" isDisabled={page === 0} onClick={() => turnTo(page - 1)}>
          ‹
        </PageButton>
        <PageButton
          label="Next page"
          isDisabled={first + pageSize >= count}
          onClick={() => turnTo(page + 1)}
        >
          ›
        </PageButton>
      </Box>
    </>
  );
}

function ariaSort(isSorted, isDescending) {
  if (!isSorted) return undefined;
  return isDescending ? 'descending' : 'ascending';
}

function PageButton({ label, isDisabled, onClick, children }) {
  return (
    <Button
      aria-label={label}
      disabled={isDisabled}
      size="small"
      onClick={onClick}
      sx={{ fontSize: '1.25rem', lineHeight: 1, minWidth: 32 }}
    >
      {children}
    </Button>
  );
}

const TABLE = {
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  width: '100%',
  '& th, & td': { borderBottom: 1, borderColor: 'divider', px: 0.75, py: 0.75 },
  '& tbody tr:hover': { bgcolor: 'action.hover' },
};

const TEXT = { textAlign: 'left' };

const NUMBER = { fontVariantNumeric: 'tabular-nums', textAlign: 'right', whiteSpace: 'nowrap' };

const SORT = {
  bgcolor: 'transparent',
  border: 0,
  color: 'text.secondary',
  cursor: 'pointer',
  font: 'inherit',
  fontWeight: 600,
  p: 0,
  whiteSpace: 'nowrap',
  '&:hover': { color: 'text.primary' },
};
