/** Cells drawn by a function that makes one element: no React in hundreds of cells. */
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';

/** A cell renderer class for AG Grid; `make` is called again whenever the cell's value changes. */
export function elementCell<R>(make: (row: R) => HTMLElement): new () => ICellRendererComp<R> {
  return class ElementCell implements ICellRendererComp<R> {
    private readonly host = document.createElement('span');

    init(params: ICellRendererParams<R>): void {
      this.refresh(params);
    }

    getGui(): HTMLElement {
      return this.host;
    }

    refresh({ data }: ICellRendererParams<R>): boolean {
      this.host.replaceChildren(...(data === undefined ? [] : [make(data)]));
      return true;
    }
  };
}
