import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eraseTypes } from './eraseTypes.js';
import { hideTags, isTag, showTags } from './tags.js';

const CUT = [
  ['const a: number = 1;', 'const a = 1;'],
  ['let a!: Map<string, { b: [c: number] }>;', 'let a;'],
  ['function f<T extends object>(a: T, b?: string, ...c: number[]): a is T {}', 'function f(a, b, ...c) {}'],
  ['function f(this: Window, a: string) {}', 'function f(a) {}'],
  ['const f = async <T,>(a: T): Promise<T> => a;', 'const f = async (a) => a;'],
  ['const f = ({ a }: { a: string }) => a;', 'const f = ({ a }) => a;'],
  ['const a = (b as unknown as C).d!.e satisfies F;', 'const a = (b).d.e;'],
  ['const a = f<string>(new Map<string, B>(), g<C>`x`);', 'const a = f(new Map(), g`x`);'],
  ['const a = <B<C> d={1 as number}>{e!}</B>;', 'const a = <B d={1}>{e}</B>;'],
  ['class A<T> extends B<T> implements C, D { private readonly e?: string = 1; declare f: G; }', 'class A extends B { e = 1;  }'],
  ["import type { A } from 'a';\nimport { b } from 'b';\nexport type { A };\n", "import { b } from 'b';\n"],
  ['/** A. */\ntype A = {};\n\n// B\n\ninterface B {}\nconst c = 1;\n', '\n// B\n\nconst c = 1;\n'],
  ['declare module "a" {\n  const b: string;\n}\nconst c = 1;\n', 'const c = 1;\n'],
  ['function f(a: string): void;\nfunction f(a: unknown) {}\n', 'function f(a) {}\n'],
  ['const a = b ? (c) : d;\nconst e = { f: g as H, i: (j: K) => l };', 'const a = b ? (c) : d;\nconst e = { f: g, i: (j) => l };'],
  ['const a = b < c && d > e;', 'const a = b < c && d > e;'],
  ['throw error as /* why */ Error;', 'throw error;'],
];

for (const [typescript, javascript] of CUT) {
  test(typescript.split('\n')[0], () => {
    assert.equal(eraseTypes(typescript, 'module.tsx'), javascript);
  });
}

const REFUSED = [
  'enum A { B }',
  'namespace A { const b = 1; }',
  "import a = require('a');",
  'export = a;',
  "import { type A, b } from 'a';",
  'class A { constructor(private b: string) {} }',
];

for (const text of REFUSED) {
  test(`refuses ${text}`, () => {
    assert.throws(() => eraseTypes(text, 'module.ts'), /module\.ts:1: JavaScript can't be derived from/);
  });
}

test('a syntax error is told with its line', () => {
  assert.throws(() => eraseTypes('const a = 1;\nconst = 2;', 'module.ts'), /module\.ts:2: /);
});

test('tags come back as they were', () => {
  const template = "{{#if a}}\nconst b: string = {{c.js}};\n{{else}}\n  {{property 2 \"d\" d}},\n{{/if}}\nconst e = '{{f}}Layer';\n";
  const { text, tags } = hideTags(template);
  assert.ok(!text.includes('{{'));
  assert.equal(showTags(text, tags), template);
});

test('a condition around nothing but types goes with them', () => {
  const { text, tags } = hideTags("{{#if a}}\nimport type { B } from 'b';\n{{/if}}\nconst c = 1;\n");
  assert.equal(showTags(eraseTypes(text, 'module.ts', isTag), tags), 'const c = 1;\n');
});
