import type { OcppProtocol } from '../protocol.ts';

/** OCPP 2.0.1 part 4, 4.3 (RPC framework error codes); the same in 2.1. */
export const ERROR_CODES: OcppProtocol['errorCodes'] = {
  not_implemented: 'NotImplemented',
  not_supported: 'NotSupported',
  internal: 'InternalError',
  protocol: 'ProtocolError',
  security: 'SecurityError',
  format: 'FormatViolation',
  property: 'PropertyConstraintViolation',
  occurrence: 'OccurrenceConstraintViolation',
  type: 'TypeConstraintViolation',
  message_type: 'MessageTypeNotSupported',
  framework: 'RpcFrameworkError',
  generic: 'GenericError',
};
