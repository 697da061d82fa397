output "caller_security_group_id" {
  description = "Security group for the caller's network interfaces."
  value       = aws_security_group.caller.id
}

output "endpoint_id" {
  description = "Interface endpoint of the Lambda API; null unless connectivity is endpoint."
  value       = one(aws_vpc_endpoint.lambda[*].id)
}

output "endpoint_policy" {
  description = "Policy of the endpoint as JSON; null unless connectivity is endpoint."
  value       = one(aws_vpc_endpoint.lambda[*].policy)
}

output "endpoint_security_group_id" {
  description = "Security group of the endpoint; null unless connectivity is endpoint."
  value       = one(aws_security_group.endpoint[*].id)
}

output "private_subnet_ids" {
  description = "Private subnets, in the order of their zones' names."
  value       = [for zone in sort(var.zones) : aws_subnet.private[zone].id]
}

output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}
