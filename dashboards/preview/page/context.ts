import { createContext, useContext } from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import type { Shown } from './interpolate';
import type { Marks } from './prometheus';

/** What all panels of the page share. */
export interface Page {
  shown: Shown;
  theme: GrafanaTheme2;
  range: TimeRange;
  marks: Marks[];
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('no page');
  return page;
}
