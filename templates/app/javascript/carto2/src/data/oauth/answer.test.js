import { describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, answer, USER_INFO_URL } from '../../oauthTestUtils';
import { readAnswer } from './answer';

const isTrusted = (url) => url === USER_INFO_URL;
const read = (params) => readAnswer(answer('state', params), isTrusted);

describe('a granted login', () => {
  test('returns the token, which lasts a decimal number of seconds', () => {
    vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    expect(read({ expires_in: '3599.9' })).toEqual({
      accessToken: ACCESS_TOKEN,
      expirationDate: 1_000_000 + 3_599_900,
      userInfoUrl: USER_INFO_URL,
    });
  });

  test.each([
    { access_token: '' },
    { token_type: 'mac' },
    { expires_in: '' },
    { expires_in: '0' },
    { expires_in: '-5' },
    { expires_in: '1e9' },
    { expires_in: 'Infinity' },
    { expires_in: 'soon' },
    { user_info_url: '' },
  ])('is malformed with %o', (params) => {
    expect(() => read(params)).toThrow('malformed');
  });

  test('is malformed if a parameter occurs twice', () => {
    const twice = `${answer('state')}&access_token=another`;
    expect(() => readAnswer(twice, isTrusted)).toThrow('malformed');
  });

  test('is rejected if the token would go to another server', () => {
    expect(() => read({ user_info_url: 'https://evil.com/me' })).toThrow('does not trust');
  });
});

describe('a refused login', () => {
  const reason = (params) => {
    try {
      return readAnswer(new URLSearchParams(params).toString(), isTrusted);
    } catch (error) {
      return error.message;
    }
  };

  test('has a distinct message for each error', () => {
    const codes = ['access_denied', 'invalid_request', 'invalid_scope', 'login_required'];
    const messages = [...codes, 'server_error', 'a_new_one'].map((error) => reason({ error }));
    expect(new Set(messages).size).toBe(6);
    expect(messages[0]).toContain('did not allow');
    expect(messages[5]).toContain('(a_new_one)');
  });

  test('names the unsupported scopes', () => {
    const error_description = 'Unsupported scopes: datasets:r:nope, datasets:rw:my-user.x';
    const message = reason({ error: 'invalid_scope', error_description });
    expect(message).toContain('these scopes: datasets:r:nope, datasets:rw:my-user.x.');
  });

  test('shows no arbitrary text', () => {
    const text = 'Call 555-1234 or <b>write</b> us';
    const inList = `Unsupported scopes: ${text}`;
    expect(reason({ error: text, error_description: text })).not.toMatch(/555|write/);
    expect(reason({ error: 'invalid_scope', error_description: text })).not.toMatch(/555|write/);
    expect(reason({ error: 'invalid_scope', error_description: inList })).not.toMatch(/555|<b>/);
    expect(reason({ error: 'constructor' })).toContain('unknown reason (constructor)');
  });

  test('returns no token, even if the answer contains one', () => {
    const fragment = `${answer('state')}&error=access_denied`;
    expect(() => readAnswer(fragment, isTrusted)).toThrow('did not allow');
  });
});
