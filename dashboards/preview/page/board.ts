/** The parts of a board's JSON that the preview reads. */
export interface Target {
  refId: string;
  expr: string;
  legendFormat?: string;
  instant?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
}

export interface Override {
  matcher: { id: string; options?: unknown };
  properties: { id: string; value?: unknown }[];
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: Target[];
  options?: Record<string, any>;
  fieldConfig?: { defaults: Record<string, any>; overrides: Override[] };
  transformations?: { id: string; options: any }[];
}

export interface Annotation {
  name: string;
  expr: string;
  iconColor: string;
}

export interface Board {
  uid: string;
  title: string;
  panels: Panel[];
  annotations: { list?: Annotation[] };
}
