/**
 * Replaces the tags of a template by text that is valid TypeScript: a tag that fills a line by a comment, any other by a
 * name.
 */
export function hideTags(source) {
  const tags = [];
  const hide = (tag, write) => write(tags.push(tag) - 1);
  const text = source
    .replace(/^(\s*)(\{\{.*\}\},?)$/gm, (line, space, tag) =>
      /\}\}.*\{\{/.test(tag) || /^\{\{[\w.]+\}\}/.test(tag) ? line : hide(tag, (n) => `${space}//tag${n}_`),
    )
    .replace(/\{\{.*?\}\}/g, (tag) => hide(tag, (n) => `tag${n}_`));
  return { text, tags };
}

/** Puts the tags back. */
export function showTags(text, tags) {
  return text.replace(/(?:\/\/)?tag(\d+)_/g, (_, n) => tags[n]);
}
