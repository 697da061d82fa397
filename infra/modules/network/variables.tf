variable "cidr_block" {
  type        = string
  description = "IPv4 range of the VPC, /16 to /24; each subnet takes a sixteenth of it."

  validation {
    condition     = can(cidrnetmask(var.cidr_block)) && can(regex("/(1[6-9]|2[0-4])$", var.cidr_block))
    error_message = "cidr_block must be an IPv4 range of /16 to /24."
  }
}

variable "connectivity" {
  type        = string
  description = "Way from the private subnets to the Lambda API: endpoint, nat or none."

  validation {
    condition     = contains(["endpoint", "nat", "none"], var.connectivity)
    error_message = "connectivity must be endpoint, nat or none."
  }
}

variable "endpoint_policy" {
  type        = string
  description = "Policy of the endpoint as JSON; AWS's own default would let every principal call the whole Lambda API."
  nullable    = false

  validation {
    condition     = can(jsondecode(var.endpoint_policy).Statement)
    error_message = "endpoint_policy must be a JSON policy document with a Statement."
  }
}

variable "name" {
  type        = string
  description = "Prefix of every name."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", var.name))
    error_message = "name must have lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "region" {
  type        = string
  description = "Region of the VPC, part of the endpoint's service name."

  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be the name of an AWS region, such as ap-northeast-1."
  }
}

variable "zones" {
  type        = set(string)
  description = "Availability zones, one private subnet each."

  validation {
    condition     = length(var.zones) >= 2 && alltrue([for zone in var.zones : can(regex("^${var.region}[a-h]$", zone))])
    error_message = "zones must name at least two availability zones of region ${var.region}."
  }
}
