import { useEffect, useRef } from 'react';
import { useSelector } from 'react-redux';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/** For the heading of a page: sets the window's title, and focuses the heading after navigation. */
export default function useHeading(title) {
  const appTitle = useSelector((state) => state.app.title);
  const { key } = useLocation();
  const isOpened = useNavigationType() === NavigationType.Push;
  const heading = useRef(null);

  useEffect(() => {
    document.title = `${title} – ${appTitle}`;
    return () => {
      document.title = appTitle;
    };
  }, [title, appTitle]);

  useEffect(() => {
    // The first page keeps the focus at the top, like any page, even after a redirect or a reload.
    if (isOpened) heading.current.focus();
  }, [key, isOpened]);

  return heading;
}
