import ts from 'typescript';

const { SyntaxKind } = ts;

/**
 * Cuts the type syntax out of a TypeScript module, and leaves every other character as it is. Types that stand alone go
 * with the comment directly above them, unless `isKept` says that this comment stays.
 *
 * Throws for syntax that can't simply be cut out: enums, namespaces, parameter properties, `import =`, `export =`, and
 * `type` within the braces of an import or export.
 */
export function eraseTypes(text, fileName, isKept = () => false) {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const [problem] = file.parseDiagnostics;
  if (problem) throw failure(file, problem.start, ts.flattenDiagnosticMessageText(problem.messageText, ' '));

  const cuts = [];
  const cut = (start, end, insert = '') => cuts.push({ start, end, insert });

  visit(file);
  return applied(text, cuts);

  function visit(node) {
    if (isTypeStatement(node)) return cutStatement(node);
    refuse(node);
    switch (node.kind) {
      case SyntaxKind.AsExpression:
      case SyntaxKind.SatisfiesExpression:
        cut(node.expression.end, node.type.end);
        return visit(node.expression);
      case SyntaxKind.NonNullExpression:
        cut(node.expression.end, node.end);
        return visit(node.expression);
      case SyntaxKind.TypeAssertionExpression:
        throw failure(file, node.getStart(file), 'use `as` for a cast');
      case SyntaxKind.HeritageClause:
        if (node.token === SyntaxKind.ImplementsKeyword) return cut(node.pos, node.end);
        break;
      case SyntaxKind.PropertyDeclaration:
      case SyntaxKind.MethodDeclaration:
        if (has(node, SyntaxKind.DeclareKeyword) || has(node, SyntaxKind.AbstractKeyword)) return cutStatement(node);
        break;
      case SyntaxKind.Parameter:
        if (node.name.getText(file) === 'this') return cutThis(node);
        break;
      default:
    }
    cutModifiers(node);
    cutMarks(node);
    if (node.typeParameters) cutList(node.typeParameters);
    const isType = ts.isTypeNode(node) && node.kind !== SyntaxKind.ExpressionWithTypeArguments;
    if (node.typeArguments && !isType) cutList(node.typeArguments);
    if (node.type && ts.isTypeNode(node.type) && !isType) cutAnnotation(node.type);
    ts.forEachChild(node, (child) => {
      if (!ts.isTypeNode(child) || child.kind === SyntaxKind.ExpressionWithTypeArguments) visit(child);
    });
  }

  /** Cuts a whole statement or member, with the comment directly above it and the rest of its line. */
  function cutStatement(node) {
    const start = node.getStart(file);
    let from = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', node.end);
    const to = lineEnd < 0 ? text.length : lineEnd;
    // Other code may stand in the same line.
    if (text.slice(from, start).trim() !== '' || /^\s*[^\s/]/.test(text.slice(node.end, to))) return cut(start, node.end);
    for (const comment of (ts.getLeadingCommentRanges(text, node.pos) ?? []).reverse()) {
      const between = text.slice(comment.end, from);
      const commentLine = text.lastIndexOf('\n', comment.pos - 1) + 1;
      const isAlone = text.slice(commentLine, comment.pos).trim() === '';
      const isAbove = between.trim() === '' && between.split('\n').length <= 2;
      if (!isAbove || !isAlone || isKept(text.slice(comment.pos, comment.end))) break;
      from = commentLine;
    }
    cut(from, to + 1);
  }

  function cutThis(node) {
    const comma = /^\s*,\s*/.exec(text.slice(node.end))?.[0] ?? '';
    cut(node.getStart(file), node.end + comma.length);
  }

  /** Cuts `: Type`. */
  function cutAnnotation(type) {
    const colon = text.lastIndexOf(':', type.getStart(file));
    // Comments could hold colons; there are none between a name and its type.
    cut(colon, type.end);
  }

  /** Cuts `<A, B>`. */
  function cutList(list) {
    const start = text.lastIndexOf('<', list.pos);
    const end = text.indexOf('>', list.end) + 1;
    cut(start, end);
  }

  /** Cuts `?` of optional parameters and members, and `!` of definite assignments. */
  function cutMarks(node) {
    const isDeclaration =
      ts.isParameter(node) || ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) || ts.isMethodDeclaration(node);
    if (!isDeclaration) return;
    for (const mark of [node.questionToken, node.exclamationToken]) {
      if (mark) cut(mark.getStart(file), mark.end);
    }
  }

  function cutModifiers(node) {
    if (!ts.canHaveModifiers(node)) return;
    for (const modifier of ts.getModifiers(node) ?? []) {
      if (TYPE_MODIFIERS.has(modifier.kind)) {
        const space = /^\s*/.exec(text.slice(modifier.end))[0];
        cut(modifier.getStart(file), modifier.end + space.length);
      }
    }
  }

  function refuse(node) {
    const refused =
      (ts.isEnumDeclaration(node) && 'an enum') ||
      (ts.isModuleDeclaration(node) && 'a namespace') ||
      (ts.isImportEqualsDeclaration(node) && '`import =`') ||
      (ts.isExportAssignment(node) && node.isExportEquals && '`export =`') ||
      ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) &&
        node.isTypeOnly &&
        '`type` within braces; use a statement of its own: import type { … }') ||
      (ts.isParameter(node) && ts.getModifiers(node)?.length && 'a parameter property');
    if (refused) throw failure(file, node.getStart(file), `JavaScript can't be derived from ${refused}`);
  }
}

const TYPE_MODIFIERS = new Set([
  SyntaxKind.PublicKeyword,
  SyntaxKind.PrivateKeyword,
  SyntaxKind.ProtectedKeyword,
  SyntaxKind.ReadonlyKeyword,
  SyntaxKind.OverrideKeyword,
  SyntaxKind.AbstractKeyword,
]);

/** Whether a statement only exists for types. */
function isTypeStatement(node) {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === SyntaxKind.TypeKeyword) ||
    (ts.isExportDeclaration(node) && node.isTypeOnly) ||
    (ts.isFunctionDeclaration(node) && !node.body) ||
    (ts.isMethodDeclaration(node) && !node.body) ||
    (ts.isConstructorDeclaration(node) && !node.body) ||
    (ts.isStatement(node) && has(node, SyntaxKind.DeclareKeyword))
  );
}

function has(node, kind) {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

function applied(text, cuts) {
  let result = '';
  let at = 0;
  for (const { start, end, insert } of cuts.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue; // within another cut
    result += text.slice(at, start) + insert;
    at = end;
  }
  return result + text.slice(at);
}

function failure(file, position, message) {
  const { line } = file.getLineAndCharacterOfPosition(position);
  return new Error(`${file.fileName}:${line + 1}: ${message}`);
}
