import { useState } from 'react';
import { LocateIcon } from './icons';
import MapButton from './MapButton';

const OPTIONS = { maximumAge: 60_000, timeout: 15_000 };
const DENIED = 1;

/** Asks the browser where the user is, and for nothing before it is pressed. */
export default function LocateButton({ onLocate, onStatus }) {
  const [isWaiting, setWaiting] = useState(false);
  if (!('geolocation' in navigator)) return null;

  const succeed = ({ coords }) => {
    setWaiting(false);
    onStatus('The map shows your location.');
    onLocate(coords);
  };
  const fail = ({ code }) => {
    setWaiting(false);
    onStatus(
      code === DENIED
        ? 'Your browser does not share your location with this site.'
        : 'Your location could not be found.',
    );
  };
  const locate = () => {
    if (isWaiting) return;
    setWaiting(true);
    onStatus('');
    navigator.geolocation.getCurrentPosition(succeed, fail, OPTIONS);
  };

  return (
    // A button that is really disabled loses the focus.
    <MapButton label="My location" onClick={locate} aria-disabled={isWaiting}>
      <LocateIcon />
    </MapButton>
  );
}
