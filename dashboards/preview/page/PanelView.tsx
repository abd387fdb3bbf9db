import { PanelChrome } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { Bars } from './Bars';
import type { Panel } from './board';
import { usePage } from './context';
import type { Answer } from './frames';
import { Heat } from './Heat';
import type { Place } from './layout';
import { Lines } from './Lines';
import { Numbers } from './Numbers';
import { answersOf } from './prometheus';
import { Rows } from './Rows';
import { States } from './States';

/** What draws a panel. */
export interface Drawing {
  panel: Panel;
  answers: Answer[];
  width: number;
  height: number;
}

const DRAWINGS: Record<string, (drawing: Drawing) => React.ReactNode> = {
  timeseries: (drawing) => <Lines {...drawing} />,
  stat: (drawing) => <Numbers {...drawing} />,
  bargauge: (drawing) => <Bars {...drawing} />,
  'state-timeline': (drawing) => <States {...drawing} />,
  heatmap: (drawing) => <Heat {...drawing} />,
  table: (drawing) => <Rows {...drawing} />,
};

const isEmpty = (answers: Answer[]): boolean => answers.every(({ series }) => series.length === 0);

function Message({ text }: { text: string }) {
  return <div style={{ display: 'grid', placeItems: 'center', height: '100%', padding: 8, textAlign: 'center' }}>{text}</div>;
}

/** One panel in Grafana's frame: it executes its queries and draws the result. */
export function PanelView({ panel, place, done }: { panel: Panel; place: Place; done: () => void }) {
  const { shown } = usePage();
  const [answers, setAnswers] = useState<Answer[]>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    answersOf(panel, shown)
      .then(setAnswers, (failed: Error) => setError(`${panel.title}: ${failed.message}`))
      .finally(done);
  }, [panel, shown, done]);
  const draw = DRAWINGS[panel.type];
  return (
    <div style={{ position: 'absolute', ...place }} data-error={error}>
      <PanelChrome title={panel.title} width={place.width} height={place.height}>
        {(width, height) => {
          if (error) return <Message text={error} />;
          if (!answers) return <Message text="" />;
          if (!draw) return <Message text={`the preview does not draw ${panel.type}`} />;
          // A stat shows the text itself.
          if (isEmpty(answers) && panel.type !== 'stat') return <Message text={panel.fieldConfig?.defaults.noValue ?? 'no data'} />;
          return draw({ panel, answers, width, height });
        }}
      </PanelChrome>
    </div>
  );
}
