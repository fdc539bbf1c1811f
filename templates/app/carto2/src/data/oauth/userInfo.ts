import type { Token } from './answer';
import { LoginError } from './loginError';
import { isEncrypted, parseUrl } from './trustedUrl';
import type { IsTrusted } from './trustedUrl';

export interface UserInfo {
  username: string;
  first_name: string;
  last_name: string;
  avatar_url: string;
  api_endpoints: { auth: string; builder: string };
}

type Body = UncheckedUserInfo | null;
export type UncheckedUserInfo = Partial<Record<keyof UserInfo, unknown>> & {
  api_endpoints?: Partial<Record<keyof UserInfo['api_endpoints'], unknown>> | null;
};

const UNREACHABLE =
  'Could not get your user information from CARTO. Check your connection, then log in again.';
const REFUSED = 'CARTO did not accept the token that it had just issued. Log in again.';
const MALFORMED = 'CARTO returned malformed user information. Log in again.';

const TIMEOUT = 20_000;

/** Requests the information about the user to whom the token belongs. */
export async function fetchUserInfo(
  { accessToken, userInfoUrl }: Token,
  isTrusted: IsTrusted,
  signal: AbortSignal,
) {
  const url = new URL(userInfoUrl);
  url.searchParams.set('api_key', accessToken);
  const { response, body } = await getJson(url, signal);
  if (response.status === 401) throw new LoginError(REFUSED);
  if (!response.ok) {
    throw new LoginError(
      `CARTO did not return your user information (status ${response.status}). Try again.`,
    );
  }
  const userInfo = readUserInfo(body, isTrusted);
  if (!userInfo) throw new LoginError(MALFORMED);
  return userInfo;
}

async function getJson(url: URL, signal: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  const timer = setTimeout(abort, TIMEOUT);
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      credentials: 'omit',
      // The token is in the URL, so it must not leak through a redirect or a referrer.
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: controller.signal,
    });
    // readUserInfo checks what CARTO returns.
    return { response, body: (await response.json().catch(() => null)) as Body };
  } catch {
    throw new LoginError(UNREACHABLE);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** The validated user information, or null if it can't be used for credentials. */
export function readUserInfo(
  body: UncheckedUserInfo | null | undefined,
  isTrusted: IsTrusted,
): UserInfo | null {
  const username = body?.username;
  const endpoints = body?.api_endpoints;
  if (!body || !isUsername(username) || !isTrusted(endpoints?.auth)) return null;
  const server = new URL(endpoints.auth);
  return {
    username,
    first_name: readText(body.first_name),
    last_name: readText(body.last_name),
    avatar_url: readUrl(body.avatar_url, server),
    api_endpoints: {
      auth: (server.origin + server.pathname).replace(/\/+$/, ''),
      builder: readUrl(endpoints.builder, server),
    },
  };
}

function isUsername(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value);
}

function readText(value: unknown) {
  return typeof value === 'string' ? value.trim().slice(0, 100) : '';
}

/** Avatar URLs may have no protocol: //host/path. */
function readUrl(value: unknown, base: URL) {
  const url = typeof value === 'string' && value ? parseUrl(value, base) : null;
  return url && isEncrypted(url) ? url.href : '';
}
