import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { click, lastParams, renderWidget } from '../../widgetTestUtils';
import { saveFile } from './saveFile';
import TableWidget from './TableWidget';

vi.mock('data/features/executeTask', { spy: true });
vi.mock('./saveFile', { spy: true });

const COLUMNS = [
  { column: 'name', label: 'Name' },
  { column: 'size', label: 'Size', format: (value) => `${String(value)} m²` },
];
const ROWS = [
  { cartodb_id: 7, name: 'Toys', size: 20 },
  { cartodb_id: 8, name: 'Books' },
];

const show = () =>
  renderWidget(
    <TableWidget
      title="Stores"
      sourceId="stores"
      columns={COLUMNS}
      pageSize={2}
      path={({ cartodb_id: id }) => `/stores/${String(id)}`}
    />,
    { tablePage: { rows: ROWS, count: 5 }, csv: 'Name,Size' },
  );

test('shows a page of the rows, which link to what they stand for', async () => {
  await show();
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells).toEqual(['Toys', '20 m²', 'Books', '–']);
  expect(screen.getByRole('link', { name: 'Toys' })).toHaveAttribute('href', '/stores/7');
  expect(screen.getByText('1–2 of 5')).toBeVisible();
  expect(screen.getByRole('status')).toBeEmptyDOMElement();

  await click('Next page');
  expect(lastParams('tablePage')).toMatchObject({ offset: 2, limit: 2 });
  expect(screen.getByRole('status')).toHaveTextContent('Page 2 of 3');
  await click('Next page');
  expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled();
});

test('is sorted by the column that is clicked, then the other way round', async () => {
  await show();
  const header = screen.getByRole('columnheader', { name: /Size/ });
  await click(/^Size/);
  expect(lastParams('tablePage')).toMatchObject({ sortBy: 'size', isDescending: false, offset: 0 });
  expect(header).toHaveAttribute('aria-sort', 'ascending');
  await click(/^Size/);
  expect(header).toHaveAttribute('aria-sort', 'descending');
  expect(within(header).getByText('↓')).toBeVisible();
});

test('saves all rows as a file', async () => {
  vi.mocked(saveFile).mockReturnValue();
  await show();
  await click('Download CSV');
  expect(lastParams('csv')).toMatchObject({ sortBy: 'name', columns: [{ column: 'name' }, {}] });
  expect(saveFile).toHaveBeenCalledWith('Name,Size', 'Stores.csv');
});
