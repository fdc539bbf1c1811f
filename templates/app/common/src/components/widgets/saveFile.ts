/** Offers a text as a download. */
export function saveFile(text: string, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  // Later, because some browsers only start to read it now.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
