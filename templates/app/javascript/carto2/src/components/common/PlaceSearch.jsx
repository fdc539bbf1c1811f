import { useId, useRef, useState } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import InputBase from '@mui/material/InputBase';
import { LONGEST_NAME } from 'data/models/placeModel';
import usePlaceSearch from 'hooks/usePlaceSearch';
import useServiceCredentials, { howToGetCredentials } from 'hooks/useServiceCredentials';
import { CARD, GAP } from '../../theme';
import { ChevronIcon, CloseIcon, Lines } from './icons';
import PlaceMarker from './PlaceMarker';

const LABEL = 'Town or address';

/** A button that opens a field for the name of a place, and the place that was found. */
export default function PlaceSearch({ onStatus }) {
  const credentials = useServiceCredentials();
  const { isSearching, place, problem, search, clear } = usePlaceSearch();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const button = useRef(null);
  const form = useRef(null);
  const input = useRef(null);
  const messageId = useId();
  const message = isSearching ? 'Searching…' : problem;

  const submit = async (event) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!credentials || !wanted) return;
    onStatus('');
    const failure = await search({ credentials, name: wanted });
    if (failure === null) {
      onStatus(`The map shows ${wanted}.`);
      const { activeElement, body } = document;
      // The button of the form is disabled while it searches, which leaves the focus nowhere. To move it
      // also puts away the keyboard of a phone.
      if (activeElement === body || form.current?.contains(activeElement)) button.current.focus();
    } else if (!form.current) {
      // It was closed meanwhile.
      onStatus(failure);
    }
  };
  const closeOnEscape = ({ key }) => {
    if (key !== 'Escape') return;
    setOpen(false);
    button.current.focus();
  };
  const empty = () => {
    clear();
    setName('');
    input.current.focus();
  };

  return (
    <>
      {place && <PlaceMarker {...place} />}
      <Box sx={BOX}>
        <IconButton
          ref={button}
          aria-label="Search for a place"
          aria-expanded={isOpen}
          title="Search for a place"
          onClick={() => setOpen(!isOpen)}
          sx={BUTTON}
        >
          <SearchIcon />
        </IconButton>
        {isOpen && (
          <>
            <Box
              component="form"
              ref={form}
              role="search"
              onSubmit={submit}
              onKeyDown={closeOnEscape}
              sx={FORM}
            >
              <InputBase
                autoFocus
                fullWidth
                inputRef={input}
                placeholder={LABEL}
                value={name}
                onChange={({ target }) => setName(target.value)}
                inputProps={{
                  'aria-label': LABEL,
                  'aria-describedby': messageId,
                  enterKeyHint: 'search',
                  maxLength: LONGEST_NAME,
                }}
                sx={FIELD}
              />
              {(name || place) && (
                <IconButton aria-label="Clear the place" title="Clear" onClick={empty} sx={BUTTON}>
                  <CloseIcon />
                </IconButton>
              )}
              <IconButton
                type="submit"
                aria-label="Search"
                title="Search"
                loading={isSearching}
                sx={BUTTON}
              >
                <ChevronIcon />
              </IconButton>
            </Box>
            <Box id={messageId} role="status" sx={MESSAGE}>
              {credentials ? message : howToGetCredentials('search for places')}
            </Box>
          </>
        )}
      </Box>
    </>
  );
}

const SearchIcon = () => (
  <Lines>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5 5" />
  </Lines>
);

const BOX = {
  ...CARD,
  boxSizing: 'border-box',
  display: 'flex',
  flexWrap: 'wrap',
  left: GAP,
  // Beside the other controls.
  maxWidth: `calc(100% - ${3 * GAP + 42}px)`,
  pointerEvents: 'auto',
  position: 'absolute',
  top: GAP,
  '&:has(form)': { width: 320 },
};

const BUTTON = { borderRadius: 1.25 };

const FORM = { display: 'flex', flex: 1 };

const FIELD = {
  '& input': { px: 0.5 },
  '& ::placeholder': { color: 'text.secondary', opacity: 1 },
};

const MESSAGE = { flexBasis: '100%', fontSize: '0.875rem', px: 1.5, '&:not(:empty)': { pb: 1 } };
