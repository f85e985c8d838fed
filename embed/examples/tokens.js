// The tokens of these examples, from the sandbox of `cargo xtask serve`.
// A portal asks its own server, which knows the signed-in user. Never put a password into a page.
//     export const getToken = () => fetch("/portal/campaign-token", { method: "POST" }).then((answer) => answer.json());
const LOGON = `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>
  <Logon xmlns="urn:xtk:session"><sessiontoken/><login>admin</login><password>sandbox</password><parameters/></Logon>
</SOAP-ENV:Body></SOAP-ENV:Envelope>`;

export async function getToken() {
  const answer = await fetch("/nl/jsp/soaprouter.jsp", {
    method: "POST",
    headers: { "Content-Type": "application/soap+xml;charset=UTF-8", SOAPAction: "xtk:session#Logon" },
    body: LOGON,
  });
  const text = await answer.text();
  const token = (name) => text.match(new RegExp(`<${name}[^>]*>([^<]+)<`))?.[1];
  return { securityToken: token("pstrSecurityToken"), sessionToken: token("pstrSessionToken") };
}
