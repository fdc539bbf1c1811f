import { useColorScheme } from '@mui/material/styles';
import ChoiceMenu from './ChoiceMenu';
import { DarkIcon, LightIcon, SystemIcon } from './icons';

const MODES = [
  { value: 'system', label: 'Like the system', icon: <SystemIcon /> },
  { value: 'light', label: 'Light', icon: <LightIcon /> },
  { value: 'dark', label: 'Dark', icon: <DarkIcon /> },
];

/** Switches between light and dark colors. The browser remembers it. */
export default function ColorSchemeMenu() {
  const { mode = 'system', colorScheme, setMode } = useColorScheme();
  return (
    <ChoiceMenu
      label="Colors"
      icon={colorScheme === 'dark' ? <DarkIcon /> : <LightIcon />}
      value={mode}
      choices={MODES}
      onChoose={setMode}
    />
  );
}
