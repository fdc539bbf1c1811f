import { useMemo, useState } from 'react';
import Link from '@mui/material/Link';
import { useDispatch } from 'react-redux';
import { Link as RouterLink } from 'react-router';
import { formatNumber } from 'components/common/format';
import useCalculate from 'hooks/useCalculate';
import useWidgetData from 'hooks/useWidgetData';
import { requestFailed } from 'store/appSlice';
import DataTable from './DataTable';
import { saveFile } from './saveFile';
import Widget from './Widget';

/** The features in view as a table, with all of them as a file. */
export default function TableWidget({
  title,
  sourceId,
  columns,
  sortBy = columns[0].column,
  isDescending = false,
  pageSize = 10,
  path,
}) {
  const dispatch = useDispatch();
  const calculate = useCalculate(sourceId);
  const [sorting, setSorting] = useState({
    sortBy,
    isDescending,
  });
  const [wanted, setWanted] = useState(0);
  const params = useMemo(
    () => ({ ...sorting, offset: wanted * pageSize, limit: pageSize }),
    [sorting, wanted, pageSize],
  );
  const { data, ...status } = useWidgetData({ sourceId, calculation: 'tablePage', params });
  // A filter may leave fewer pages.
  const last = data ? Math.max(0, Math.ceil(data.count / pageSize) - 1) : wanted;
  if (wanted > last) setWanted(last);

  const sort = (column) => {
    setWanted(0);
    const isSame = column === sorting.sortBy;
    setSorting({ sortBy: column, isDescending: isSame && !sorting.isDescending });
  };
  const download = () => {
    calculate('csv', {
      ...sorting,
      columns: columns.map(({ column, label }) => ({ column, label })),
    })
      .then((text) => saveFile(text, `${title}.csv`))
      .catch((error) => dispatch(requestFailed(error, { sourceId, isPartial: true })));
  };

  return (
    <Widget title={title} {...status} isEmpty={data?.count === 0}>
      {data && (
        <DataTable
          title={title}
          columns={columns.map(({ column, label }) => ({
            column,
            label,
            isNumber: data.rows.some((row) => typeof row[column] === 'number'),
          }))}
          rows={data.rows.map((row, index) => ({
            key: String(row.cartodb_id ?? index),
            cells: columns.map((column, place) => {
              const text = textOf(row, column);
              const to = place === 0 && path?.(row);
              return to ? (
                <Link component={RouterLink} to={to}>
                  {text}
                </Link>
              ) : (
                text
              );
            }),
          }))}
          {...sorting}
          onSort={sort}
          page={Math.min(wanted, last)}
          pageSize={pageSize}
          count={data.count}
          onPage={setWanted}
          onDownload={download}
        />
      )}
    </Widget>
  );
}

function textOf(row, { column, format }) {
  const value = row[column] ?? null;
  if (value === null) return '–';
  if (format) return format(value);
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
