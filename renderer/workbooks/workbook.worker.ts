/** The workbook worker: parses what others made, apart from page and desk, so that it may hang or be ended alone. */
import * as Comlink from 'comlink';
import { WorkbookRoom } from './workbookRoom.ts';

Comlink.expose(new WorkbookRoom());
