import { describe, expect, test } from 'vitest';
import { grantsOf, isSupported, meaningOf } from './scopes';

const TABLES = ['roads', 'acme.parks'];

describe('an account can grant', () => {
  test.each([
    'user:profile',
    'datasets:metadata',
    'dataservices:geocoding',
    'dataservices:isolines',
    'dataservices:routing',
    'apis:do',
    'datasets:r:roads',
    'datasets:rw:roads',
    'datasets:r:public.roads',
    'datasets:r:acme.parks',
    'datasets:r:*',
    'datasets:rw:*',
    'schemas:c',
    'schemas:c:public',
    'schemas:c:acme',
  ])('%s', (scope) => {
    expect(isSupported(scope, TABLES)).toBe(true);
    expect(meaningOf(scope)).toMatch(/^[A-Z]/);
  });
});

describe('no account can grant', () => {
  test.each([
    'offline',
    'datasets:w:roads',
    'datasets:r:lakes',
    'datasets:r:parks',
    'datasets:r:acme.roads',
    'datasets:r:Roads',
    'datasets:r:',
    'datasets:r:roads:x',
    'DATASETS:R:roads',
    'schemas:c:other',
    'schemas:r',
    'user:password',
    'constructor',
    '',
  ])('%s', (scope) => {
    expect(isSupported(scope, TABLES)).toBe(false);
  });
});

describe('scopes grant', () => {
  test.each([
    [['user:profile'], [], [], []],
    [['datasets:r:roads'], ['roads'], [], []],
    [['datasets:r:public.roads'], ['roads'], [], []],
    [['datasets:rw:acme.parks'], ['acme.parks'], ['acme.parks'], []],
    [['datasets:r:*', 'datasets:rw:roads'], TABLES, ['roads'], []],
    [['datasets:rw:*', 'dataservices:isolines'], TABLES, TABLES, ['isolines']],
    [['dataservices:isolines', 'dataservices:geocoding'], [], [], ['geocoding', 'isolines']],
  ])('%j', (scopes, read, write, services) => {
    expect(grantsOf(scopes, TABLES)).toEqual({ read, write, services });
  });
});
