import type { Drawing } from './PanelView';
import { usePage } from './context';
import { table } from './table';

/** A table of labels and values. */
export function Rows({ panel, answers }: Drawing) {
  const { theme } = usePage();
  const { heads, lines } = table(panel, answers.flatMap(({ series }) => series));
  const cell = { padding: '4px 8px', textAlign: 'left', borderBottom: `1px solid ${theme.colors.border.weak}`, verticalAlign: 'top' } as const;
  return (
    <div style={{ overflow: 'hidden', height: '100%' }}>
      <table style={{ width: '100%', fontSize: 12 }}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} style={{ ...cell, color: theme.colors.text.link }}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={at}>
              {line.map((text, column) => (
                <td key={column} style={cell}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
