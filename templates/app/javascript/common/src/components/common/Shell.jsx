/** The header and the map before there is anything in them, as index.html shows it from the start. */
export default function Shell() {
  return (
    <div className="shell" role="progressbar" aria-label="Loading">
      <div />
    </div>
  );
}
