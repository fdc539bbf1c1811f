import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { routeTree } from './router';
import { views } from './routes';
import { renderWithStore } from './testUtils';

vi.mock('components/common/Map', () => ({ default: () => <div>The map</div> }));

const open = (path: string) => renderWithStore(null, { path, routes: routeTree });

describe('the routes', () => {
  test('an unknown address shows “Page not found” below the header, without the map', async () => {
    open('/no/such/page');
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
    expect(screen.getByRole('banner')).toBeVisible();
    expect(screen.queryByText('The map')).toBeNull();
    expect(screen.getByRole('link', { name: 'Go to the first page' })).toHaveAttribute('href', '/');
  });

  test('the root address leads to the first view', async () => {
    const { router } = open('/');
    await vi.waitFor(() => expect(router.state.location.pathname).toBe(`/${views[0].path}`));
  });

  test('the menu has a link to each view that has a title', async () => {
    open('/no/such/page');
    fireEvent.click(screen.getByRole('button', { name: 'Open the menu' }));
    const menu = within(screen.getByRole('dialog'));
    const links = menu.getAllByRole('link').map((link) => link.textContent);
    expect(links).toEqual(views.map(({ title }) => title).filter(Boolean));
  });
});
