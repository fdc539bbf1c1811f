import { useState } from 'react';
import Box from '@mui/material/Box';
import Slider from '@mui/material/Slider';
import TextField from '@mui/material/TextField';

/** A slider with two ends, and a field for each. What is chosen changes when an end is let go. */
export default function RangeSlider({ label, min, max, isInteger, chosen, onChoose, format }) {
  const [moved, setMoved] = useState(null);
  const ends = moved ?? chosen ?? [min, max];
  // Not 0, where there is but one number.
  const step = isInteger ? 1 : Number(((max - min) / 200).toPrecision(1)) || 1;

  const choose = ([from, to]) => {
    setMoved(null);
    onChoose([Math.max(min, Math.min(from, to)), Math.min(max, Math.max(from, to))]);
  };
  const field = (index, name) => (
    <NumberField
      label={name}
      ariaLabel={`${label}: ${name.toLowerCase()}`}
      value={ends[index]}
      onChange={(value) => choose(index === 0 ? [value, ends[1]] : [ends[0], value])}
    />
  );

  return (
    <>
      <Box sx={{ px: 1.25 }}>
        <Slider
          size="small"
          min={min}
          max={max}
          step={step}
          value={ends}
          getAriaLabel={(index) => `${label}: ${index === 0 ? 'from' : 'to'}`}
          getAriaValueText={format}
          valueLabelDisplay="auto"
          valueLabelFormat={format}
          onChange={(_, value) => setMoved(value)}
          onChangeCommitted={(_, value) => choose(value)}
        />
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5, mt: 0.5 }}>
        {field(0, 'From')}
        {field(1, 'To')}
      </Box>
    </>
  );
}

/** Changes when it is left, or with Enter. */
function NumberField({ label, ariaLabel, value, onChange }) {
  const mark = decimalMark();
  /** What is being typed. */
  const [text, setText] = useState(null);
  const submit = () => {
    setText(null);
    const number = Number(text?.replace(mark, '.'));
    if (text?.trim() && !Number.isNaN(number) && number !== value) onChange(number);
  };
  return (
    <TextField
      fullWidth
      label={label}
      size="small"
      sx={FIELD}
      slotProps={{ htmlInput: { 'aria-label': ariaLabel, inputMode: 'decimal' } }}
      value={text ?? String(value).replace('.', mark)}
      onBlur={submit}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={({ key }) => key === 'Enter' && submit()}
    />
  );
}

/** That of the browser's language: a comma in many. */
const decimalMark = () => (1.5).toLocaleString(navigator.language)[1];

const FIELD = { '& input': { fontSize: '0.8125rem', py: 1 } };
