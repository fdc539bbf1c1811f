import { currentUrl } from 'store/followUrl';
import { LinkIcon } from './icons';
import MapButton from './MapButton';

/** Copies the address of what is shown: the view, its filters and the position of the map. */
export default function CopyLinkButton({ onStatus }) {
  const copy = async () => {
    const url = currentUrl();
    try {
      await navigator.clipboard.writeText(url);
      onStatus('Link copied.');
    } catch {
      onStatus('Could not copy the link. Copy it from the address bar.');
    }
  };

  return (
    <MapButton label="Copy link" onClick={copy}>
      <LinkIcon />
    </MapButton>
  );
}
