/**
 * Replaces the tags of a template by text that is valid TypeScript: a tag that fills a line by a comment, any other by a
 * name.
 */
export function hideTags(source) {
  const tags = [];
  // Equal tags get equal names, as the names of an element must be.
  const hide = (tag, write) => write(tags.includes(tag) ? tags.indexOf(tag) : tags.push(tag) - 1);
  const text = source
    .replace(/^(\s*)(\{\{.*\}\},?)$/gm, (line, space, tag) =>
      /\}\}.*\{\{/.test(tag) || /^\{\{(?!else\b)[\w.]+\}\}/.test(tag) ? line : hide(tag, (n) => `${space}//tag${n}_`),
    )
    .replace(/\{\{.*?\}\}/g, (tag) => hide(tag, (n) => `tag${n}_`));
  return { text, tags };
}

/** Whether a comment stands for a tag. */
export const isTag = (comment) => /^\/\/tag\d+_$/.test(comment);

/** Puts the tags back, except for those around nothing. Tags that select lines go to the start of theirs. */
export function showTags(text, tags) {
  return text
    .replace(/^([ \t]*)\/\/tag(\d+)_/gm, (_, space, n) => (/^\{\{[#/]|^\{\{else/.test(tags[n]) ? '' : space) + tags[n])
    .replace(/tag(\d+)_/g, (_, n) => tags[n])
    .replace(/^\{\{#(if|unless) .*\}\}\n\{\{\/\1\}\}\n/gm, '');
}
