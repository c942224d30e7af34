/** Our own checkbox column: the infinite row model has no select-all and no Shift-range of its own. */
import type { ICellRendererComp, ICellRendererParams, IHeaderComp, IHeaderParams } from 'ag-grid-community';

/** What the checkbox cells ask of the app; handed in as the grid's `context`. */
export interface CheckContext {
  isSelected(id: string): boolean;
  toggle(id: string): void;
  toggleAll(): void;
  allState(): 'none' | 'some' | 'all';
  rowLabel(row: unknown): string;
  allLabel(): string;
}

interface Identified {
  id: string;
}

function makeBox(): HTMLInputElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'desk-check';
  // The space bar belongs to the row under the cursor; a box would steal the focus from the grid.
  box.tabIndex = -1;
  box.addEventListener('mousedown', (event) => event.preventDefault());
  return box;
}

export class CheckCell implements ICellRendererComp {
  private readonly box = makeBox();
  private params: ICellRendererParams<Identified, unknown, CheckContext> | undefined;

  init(params: ICellRendererParams<Identified, unknown, CheckContext>): void {
    this.box.addEventListener('click', (event) => {
      event.stopPropagation();
      const id = this.params?.data?.id;
      if (id !== undefined) this.params?.context.toggle(id);
    });
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.box;
  }

  refresh(params: ICellRendererParams<Identified, unknown, CheckContext>): boolean {
    this.params = params;
    const { data, context } = params;
    this.box.hidden = data === undefined;
    this.box.checked = data !== undefined && context.isSelected(data.id);
    this.box.setAttribute('aria-label', data === undefined ? context.allLabel() : context.rowLabel(data));
    return true;
  }
}

const headers = new WeakMap<object, CheckHeader>();

/** The box above the boxes of a grid, if it is drawn. */
export const checkHeaderOf = (api: object): CheckHeader | undefined => headers.get(api);

export class CheckHeader implements IHeaderComp {
  private readonly box = makeBox();
  private context: CheckContext | undefined;

  init(params: IHeaderParams<unknown, CheckContext>): void {
    headers.set(params.api, this);
    this.context = params.context;
    this.box.addEventListener('click', () => this.context?.toggleAll());
    this.sync();
  }

  /** Shows the present state; called after every change of the selection. */
  sync(): void {
    if (!this.context) return;
    const state = this.context.allState();
    this.box.checked = state === 'all';
    this.box.indeterminate = state === 'some';
    this.box.setAttribute('aria-label', this.context.allLabel());
  }

  getGui(): HTMLElement {
    return this.box;
  }

  refresh(params: IHeaderParams<unknown, CheckContext>): boolean {
    this.context = params.context;
    this.sync();
    return true;
  }
}
