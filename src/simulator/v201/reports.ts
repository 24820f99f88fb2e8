/** GetBaseReport and GetReport, answered with NotifyReport. */
import type { OCPP20 } from 'typed-ocpp';
import { type Core, type Handlers, handler } from '../core.ts';
import type { DeviceModel, Variable } from './device-model.ts';

const PER_MESSAGE = 20;

const reported = (each: Variable): NonNullable<OCPP20.NotifyReportRequest['reportData']>[number] => ({
  component: { name: each.component, ...(each.evseId === null ? {} : { evse: { id: each.evseId } }) },
  variable: { name: each.variable, ...(each.instance === null ? {} : { instance: each.instance }) },
  variableAttribute: [{ type: 'Actual', value: each.value, mutability: each.mutability }],
  variableCharacteristics: {
    dataType: each.kind,
    supportsMonitoring: false,
    ...(each.unit === null ? {} : { unit: each.unit }),
    ...(each.values === null ? {} : { valuesList: each.values }),
  },
});

const notify = async (core: Core, requestId: number, variables: readonly Variable[]): Promise<void> => {
  for (let from = 0, seqNo = 0; from < variables.length; from += PER_MESSAGE, seqNo += 1) {
    const request: OCPP20.NotifyReportRequest = {
      requestId,
      generatedAt: core.now().toISOString(),
      seqNo,
      tbc: from + PER_MESSAGE < variables.length,
      reportData: variables.slice(from, from + PER_MESSAGE).map(reported),
    };
    await core.call('NotifyReport', request);
  }
};

export const reportHandlers = (core: Core, model: DeviceModel): Handlers => ({
  GetBaseReport: handler<OCPP20.GetBaseReportRequest, OCPP20.GetBaseReportResponse>(
    ['requestId', 'reportBase'],
    ({ requestId, reportBase }) => {
      const variables =
        reportBase === 'ConfigurationInventory' ? model.filter((each) => each.mutability === 'ReadWrite') : model;
      return { payload: { status: 'Accepted' }, afterwards: () => notify(core, requestId, variables) };
    },
  ),
  GetReport: handler<OCPP20.GetReportRequest, OCPP20.GetReportResponse>(
    ['requestId'],
    ({ requestId, componentVariable, componentCriteria }) => {
      const asked = model.filter(
        (each) =>
          componentVariable === undefined ||
          componentVariable.some(
            ({ component, variable }) =>
              component.name === each.component && (variable === undefined || variable.name === each.variable),
          ),
      );
      const variables = componentCriteria?.includes('Problem') === true ? [] : asked;
      if (variables.length === 0) return { payload: { status: 'EmptyResultSet' } };
      return { payload: { status: 'Accepted' }, afterwards: () => notify(core, requestId, variables) };
    },
  ),
});
