import { OPERATIONS, QBWC_NAMESPACE, type OperationName } from './operations.js';

const INTS: ReadonlySet<string> = new Set(['qbXMLMajorVers', 'qbXMLMinorVers']);

const names = (Object.keys(OPERATIONS) as readonly string[]).filter(isOperation);

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/** The service's description: SOAP 1.1, document/literal wrapped, as the Web Connector knows it. */
export const writeWsdl = (address: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:tns="${QBWC_NAMESPACE}" targetNamespace="${QBWC_NAMESPACE}">
<wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="${QBWC_NAMESPACE}">
${names.map(elements).join('\n')}
<s:complexType name="ArrayOfString"><s:sequence><s:element minOccurs="0" maxOccurs="unbounded" name="string" nillable="true" type="s:string"/></s:sequence></s:complexType>
</s:schema></wsdl:types>
${names.map(messages).join('\n')}
<wsdl:portType name="QBWebConnectorSvcSoap">
${names.map(portOperation).join('\n')}
</wsdl:portType>
<wsdl:binding name="QBWebConnectorSvcSoap" type="tns:QBWebConnectorSvcSoap"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
${names.map(boundOperation).join('\n')}
</wsdl:binding>
<wsdl:service name="QBWebConnectorSvc"><wsdl:port name="QBWebConnectorSvcSoap" binding="tns:QBWebConnectorSvcSoap"><soap:address location="${escapeAttribute(address)}"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;

const RESULT_TYPES = { string: 's:string', int: 's:int', strings: 'tns:ArrayOfString' } as const;

// serverVersion is described without parameters, as the Web Connector calls it.
const described = (name: OperationName): readonly string[] =>
  name === 'serverVersion' ? [] : OPERATIONS[name].parameters;

const elements = (name: OperationName): string => {
  const parameters = described(name).map((parameter) =>
    INTS.has(parameter)
      ? `<s:element minOccurs="1" maxOccurs="1" name="${parameter}" type="s:int"/>`
      : `<s:element minOccurs="0" maxOccurs="1" name="${parameter}" type="s:string"/>`,
  );
  const { result } = OPERATIONS[name];
  return (
    `<s:element name="${name}"><s:complexType><s:sequence>${parameters.join('')}</s:sequence></s:complexType></s:element>` +
    `<s:element name="${name}Response"><s:complexType><s:sequence><s:element minOccurs="${result === 'int' ? 1 : 0}" maxOccurs="1" name="${name}Result" type="${RESULT_TYPES[result]}"/></s:sequence></s:complexType></s:element>`
  );
};

const messages = (name: OperationName): string =>
  `<wsdl:message name="${name}SoapIn"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>` +
  `<wsdl:message name="${name}SoapOut"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`;

const portOperation = (name: OperationName): string =>
  `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>`;

const boundOperation = (name: OperationName): string =>
  `<wsdl:operation name="${name}"><soap:operation soapAction="${QBWC_NAMESPACE}${name}" style="document"/>` +
  `<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`;

const escapeAttribute = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
