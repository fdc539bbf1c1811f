import { useEffect, useId } from 'react';
import { useDispatch } from 'react-redux';
import { announce } from 'store/appSlice';

/** Lets screen readers know of a text on the page whenever it changes, by `Status`. */
export default function useAnnouncement(text) {
  const dispatch = useDispatch();
  const id = useId();

  useEffect(() => {
    dispatch(announce({ id, text }));
    return () => {
      dispatch(announce({ id, text: null }));
    };
  }, [dispatch, id, text]);
}
